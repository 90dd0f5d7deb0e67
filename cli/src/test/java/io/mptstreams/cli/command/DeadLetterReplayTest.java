package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dead letters that lie for years, or that no scorer of this version wrote, without a scorer. */
class DeadLetterReplayTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");

  private final Commands mpt = new Commands(kafka, "letters");
  private Cluster cluster;

  @BeforeEach
  void open() {
    assertThat(mpt.run("topics", "apply", "--set", "topics.partitions=1")).isZero();
    cluster =
        Cluster.open(
            Connection.from(
                Map.of(
                    "kafka.bootstrap.servers",
                    kafka.bootstrapServers(),
                    "schema.registry.url",
                    kafka.registryUrl(),
                    "topics.prefix",
                    mpt.topic("").replace(".", ""))));
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void whatCameFromATopicThatIsGoneDoesNotHoldUpTheRest() throws Exception {
    letter("UNKNOWN_TASK", mpt.topic("events.gone"), "0", "a", bytes(event("for a lost task")));
    letter("UNKNOWN_TASK", mpt.topic("events"), "0", "b", bytes(event("for a task to come")));

    int exit = mpt.run("replay", "--code", "UNKNOWN_TASK");

    assertThat(exit).as(mpt.err()).isZero();
    assertThat(mpt.out()).contains("chose 2 records, sent 1");
    assertThat(mpt.err())
        .contains(
            "left out 1 of "
                + mpt.topic("events.gone")
                + ", which is no topic of events or feedback");
    assertThat(events()).extracting(ConsumerRecord::key).containsExactly("b");
  }

  @Test
  void whatLiesThereByItsHeadersAloneIsNotSentAsNothing() throws Exception {
    letter("RECORD_TOO_LARGE", mpt.topic("events"), "0", null, null);
    letter("RECORD_TOO_LARGE", mpt.topic("events"), "no number", "b", bytes(event("text")));

    int exit = mpt.run("replay", "--code", "RECORD_TOO_LARGE");

    assertThat(exit).as(mpt.err()).isZero();
    assertThat(mpt.out()).contains("chose 0 records, sent 0");
    assertThat(mpt.err()).contains("left out 2 whose bytes or headers are not there");
    assertThat(events()).isEmpty();
  }

  @Test
  void whatDidNotSayItsTimeKeepsThatOfItsFirstRecord() throws Exception {
    Feedback feedback =
        new Feedback(
            "e",
            Optional.of("t"),
            "new",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Topic<Feedback> feedbacks = cluster.topics().feedback();
    letter("UNKNOWN_TASK", mpt.topic("events"), "0", "e", bytes(event("text")));
    letter(
        "UNKNOWN_TASK",
        mpt.topic("feedback"),
        "0",
        "e",
        cluster.serdes().of(feedbacks).serializer().serialize(feedbacks.name(), feedback));

    assertThat(mpt.run("replay", "--code", "UNKNOWN_TASK")).as(mpt.err()).isZero();

    assertThat(events()).extracting(e -> e.value().occurredAt()).containsExactly(Optional.of(THEN));
    assertThat(new TopicContents(cluster).all(feedbacks))
        .extracting(f -> f.value().givenAt())
        .containsExactly(Optional.of(THEN));
  }

  @Test
  void withoutTheirTopicThereIsNothingToReplayYet() {
    Commands nothing = new Commands(kafka, "nothing");

    assertThat(nothing.run("replay", "--code", "UNKNOWN_TASK")).isEqualTo(4);
    assertThat(nothing.err()).contains("there is no topic " + nothing.topic("dead-letters"));
  }

  private List<ConsumerRecord<String, TextEvent>> events() {
    return new TopicContents(cluster).all(cluster.topics().sharedEvents());
  }

  private static TextEvent event(String text) {
    return new TextEvent(text, Optional.empty(), List.of("t"), Optional.empty());
  }

  private byte[] bytes(TextEvent event) {
    Topic<TextEvent> topic = cluster.topics().sharedEvents();
    return cluster.serdes().of(topic).serializer().serialize(topic.name(), event);
  }

  private void letter(String code, String topic, String partition, String key, byte[] value)
      throws Exception {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            mpt.topic("dead-letters"),
            0,
            THEN.toEpochMilli(),
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            value);
    Map.of(
            DeadLetterHeaders.CODE, code,
            DeadLetterHeaders.TOPIC, topic,
            DeadLetterHeaders.PARTITION, partition,
            DeadLetterHeaders.OFFSET, "7",
            DeadLetterHeaders.TIMESTAMP, Long.toString(THEN.toEpochMilli()))
        .forEach((name, text) -> letter.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    try (Producer<byte[], byte[]> producer = cluster.bytesProducer()) {
      producer.send(letter).get();
    }
  }
}
