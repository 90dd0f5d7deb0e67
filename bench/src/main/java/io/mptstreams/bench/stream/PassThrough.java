package io.mptstreams.bench.stream;

import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.streams.ScorerSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The peer: what anybody would write with Kafka Streams to turn events into predictions if no model
 * were involved. Same topics, serdes, guarantee, threads and client settings as the scorer.
 */
final class PassThrough implements AutoCloseable {

  private final KafkaStreams streams;

  PassThrough(Lane lane, String backboneDigest) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            lane.topics().eventsPattern(),
            Consumed.with(Serdes.ByteArray(), lane.serdes().of(lane.topics().sharedEvents())))
        .mapValues((key, event) -> prediction(key, event, backboneDigest))
        .to(
            lane.topics().predictions().name(),
            Produced.with(Serdes.ByteArray(), lane.serdes().of(lane.topics().predictions())));
    streams = new KafkaStreams(builder.build(), config(lane));
    streams.start();
  }

  private static Prediction prediction(byte[] key, TextEvent event, String backboneDigest) {
    ScoringResult result = NoopEngine.answer(event.tasks().get(0));
    Instant now = Instant.now();
    return new Prediction(
        new String(key, StandardCharsets.UTF_8),
        result.task(),
        result.label(),
        result.confidence(),
        result.labels(),
        List.of(result.probabilities()[0], result.probabilities()[1]),
        Optional.empty(),
        result.taskVersion(),
        result.sharedPromptVersion(),
        backboneDigest,
        false,
        false,
        now,
        now);
  }

  private static Properties config(Lane lane) {
    ScorerSettings scorer = lane.settings();
    Properties config = new Properties();
    config.putAll(scorer.kafka());
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, lane.applicationId());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, scorer.stream().threads());
    config.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, scorer.stream().commitInterval().toMillis());
    config.put(StreamsConfig.STATE_DIR_CONFIG, scorer.stream().stateDir().toString());
    config.put(StreamsConfig.mainConsumerPrefix("max.poll.records"), 256);
    config.put(
        StreamsConfig.mainConsumerPrefix("metadata.max.age.ms"),
        scorer.stream().metadataMaxAge().toMillis());
    config.put(StreamsConfig.producerPrefix("linger.ms"), 5);
    config.put(StreamsConfig.producerPrefix("batch.size"), 131_072);
    config.put(StreamsConfig.producerPrefix("max.in.flight.requests.per.connection"), 1);
    config.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    return config;
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(30));
  }
}
