package io.mptstreams.streams;

import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.Topics;
import io.mptstreams.streams.feedback.JoinProcessors;
import io.mptstreams.streams.feedback.ScoredEvent;
import io.mptstreams.streams.feedback.ScoredEventSerde;
import io.mptstreams.streams.feedback.SourceRecordsSerde;
import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.reload.BankTopics;
import io.mptstreams.streams.route.Branch;
import io.mptstreams.streams.route.Outcome;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole stream. Three sub-topologies: events to predictions; feedback to its event's id; and
 * the join of both, which reads two internal topics with one number of partitions and one
 * partitioner, because foreign producers partition keys in their own ways. Global stores feed the
 * task bank. Sources are read as bytes: what cannot be deserialised is the processors' to refuse.
 * Names are part of the contract with a running deployment: they name internal topics and stores.
 */
final class ScorerTopology {

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private final Topics topics;
  private final AvroSerdes serdes;
  private final StreamsBuilder builder = new StreamsBuilder();

  private ScorerTopology(Topics topics, AvroSerdes serdes) {
    this.topics = topics;
    this.serdes = serdes;
  }

  static Topology build(
      Topics topics,
      AvroSerdes serdes,
      BankTopics bank,
      ProcessorSupplier<byte[], byte[], byte[], Outcome> score,
      ProcessorSupplier<byte[], byte[], byte[], Outcome> feedbackIntake,
      JoinProcessors join,
      int joinPartitions) {
    ScorerTopology topology = new ScorerTopology(topics, serdes);
    topology.global("tasks", topics.tasks(), bank::task);
    topology.global("shared-prompts", topics.sharedPrompts(), bank::prompt);
    topology.global("task-updates", topics.taskUpdates(), bank::update);
    KStream<byte[], ScoredEvent> scored = topology.scoring(score, joinPartitions);
    KStream<byte[], List<SourceRecord>> given = topology.feedback(feedbackIntake, joinPartitions);
    topology.join(scored, given, join);
    return topology.builder.build();
  }

  private KStream<byte[], ScoredEvent> scoring(
      ProcessorSupplier<byte[], byte[], byte[], Outcome> score, int joinPartitions) {
    KStream<byte[], Outcome> outcomes =
        builder.stream(topics.eventsPattern(), Consumed.with(BYTES, BYTES).withName("events"))
            .process(score, Named.as("score"));
    to(
        branch(outcomes, Branch.PREDICTED, Outcome.Predicted.class, Outcome.Predicted::prediction),
        Branch.PREDICTED.nodes(),
        topics.predictions());
    to(
        branch(outcomes, Branch.REVIEW, Outcome.Review.class, Outcome.Review::prediction),
        Branch.REVIEW.nodes(),
        topics.review());
    to(
        branch(outcomes, Branch.SHADOW, Outcome.Shadow.class, Outcome.Shadow::prediction),
        Branch.SHADOW.nodes(),
        topics.shadow());
    refused(
        branch(outcomes, Branch.REFUSED, Outcome.Refused.class, Outcome.Refused::value),
        Branch.REFUSED.nodes());
    return branch(outcomes, Branch.SCORED, Outcome.Scored.class, Outcome.Scored::event)
        .repartition(
            Repartitioned.<byte[], ScoredEvent>as("scored-by-event")
                .withKeySerde(BYTES)
                .withValueSerde(new ScoredEventSerde())
                .withNumberOfPartitions(joinPartitions));
  }

  private KStream<byte[], List<SourceRecord>> feedback(
      ProcessorSupplier<byte[], byte[], byte[], Outcome> intake, int joinPartitions) {
    KStream<byte[], Outcome> outcomes =
        builder.stream(topics.feedback().name(), Consumed.with(BYTES, BYTES).withName("feedback"))
            .process(intake, Named.as("read-feedback"));
    refusedAmong(outcomes, "feedback-dead-letters");
    return values(outcomes, Outcome.Given.class, Outcome.Given::feedback, "given")
        .repartition(
            Repartitioned.<byte[], List<SourceRecord>>as("feedback-by-event")
                .withKeySerde(BYTES)
                .withValueSerde(new SourceRecordsSerde())
                .withNumberOfPartitions(joinPartitions));
  }

  private void join(
      KStream<byte[], ScoredEvent> scored,
      KStream<byte[], List<SourceRecord>> given,
      JoinProcessors join) {
    KStream<byte[], Outcome> outcomes =
        scored
            .process(join.scored(), Named.as("join-scored"))
            .merge(given.process(join.given(), Named.as("join-feedback")), Named.as("joined"));
    to(
        values(outcomes, Outcome.Learned.class, Outcome.Learned::example, "examples"),
        "examples",
        topics.examples());
    to(
        values(outcomes, Outcome.Unjoined.class, Outcome.Unjoined::feedback, "feedback-late"),
        "feedback-late",
        topics.feedbackLate());
    refusedAmong(outcomes, "join-dead-letters");
  }

  private <V> void to(KStream<byte[], V> values, String name, Topic<V> topic) {
    values.to(topic.name(), Produced.with(BYTES, serdes.of(topic)).withName(name + "-sink"));
  }

  private void refusedAmong(KStream<byte[], Outcome> outcomes, String name) {
    refused(values(outcomes, Outcome.Refused.class, Outcome.Refused::value, name), name);
  }

  private void refused(KStream<byte[], byte[]> values, String name) {
    values.to(topics.deadLetters().name(), Produced.with(BYTES, BYTES).withName(name + "-sink"));
  }

  /** What was sent down a branch by name, unwrapped; keys, headers and timestamps stay. */
  private static <O extends Outcome, V> KStream<byte[], V> branch(
      KStream<byte[], Outcome> outcomes, Branch branch, Class<O> kind, Function<O, V> value) {
    return outcomes.mapValues(
        outcome -> value.apply(kind.cast(outcome)), Named.as(branch.entrance()));
  }

  /** One kind of the outcomes that are offered to all, unwrapped in the same way. */
  private static <O extends Outcome, V> KStream<byte[], V> values(
      KStream<byte[], Outcome> outcomes, Class<O> kind, Function<O, V> value, String name) {
    return outcomes
        .filter((key, outcome) -> kind.isInstance(outcome), Named.as(name + "-only"))
        .mapValues(outcome -> value.apply(kind.cast(outcome)), Named.as(name + "-value"));
  }

  /** The store stays empty: the bank behind the callback is the state, and is rebuilt at start. */
  private void global(String name, Topic<?> topic, GlobalRecord action) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled(),
        topic.name(),
        Consumed.with(Serdes.String(), BYTES).withName(name + "-source"),
        () -> new GlobalProcessor(action));
  }

  private interface GlobalRecord {
    void take(String key, byte[] value, long timestamp);
  }

  private record GlobalProcessor(GlobalRecord action)
      implements Processor<String, byte[], Void, Void> {

    @Override
    public void process(Record<String, byte[]> record) {
      action.take(record.key(), record.value(), record.timestamp());
    }
  }
}
