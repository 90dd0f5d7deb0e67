package io.mptstreams.schemas.topic;

import io.mptstreams.schemas.mapping.ExampleMapper;
import io.mptstreams.schemas.mapping.FeedbackMapper;
import io.mptstreams.schemas.mapping.LedgerEntryMapper;
import io.mptstreams.schemas.mapping.PredictionMapper;
import io.mptstreams.schemas.mapping.SharedPromptMapper;
import io.mptstreams.schemas.mapping.TaskMapper;
import io.mptstreams.schemas.mapping.TaskUpdateMapper;
import io.mptstreams.schemas.mapping.TextEventMapper;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.TextEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The catalogue of topics of one deployment. Tasks, shared prompts and task updates are compacted
 * into one partition, so that their order is total and a scorer restores them cheaply. Topics that
 * may carry a refused text, and the ledger, take larger messages than the broker's default of 1 MB:
 * a text that is too large must arrive to be refused by name.
 */
public final class Topics {

  /** Bytes of the largest record that is written; more than the largest that is read. */
  public static final int LARGEST_RECORD = 5_242_880;

  private static final Map<String, String> LARGE = Map.of("max.message.bytes", "4194304");

  /** What may carry a record of those whole, with its id and the reason beside it. */
  private static final Map<String, String> LARGER =
      Map.of("max.message.bytes", Integer.toString(LARGEST_RECORD));

  /** Compact soon and in small segments: a restore reads few superseded versions. */
  private static final Map<String, String> STATE =
      Map.of(
          "max.message.bytes", "4194304",
          "min.cleanable.dirty.ratio", "0.1",
          "segment.ms", "3600000");

  /** Superseded versions of the last day stay, to be pinned, gone back to and replayed. */
  private static final Map<String, String> VERSIONS =
      Map.of("min.compaction.lag.ms", Long.toString(Duration.ofDays(1).toMillis()));

  private final TopicSettings settings;

  private Topics(TopicSettings settings) {
    this.settings = Objects.requireNonNull(settings);
  }

  public static Topics of(TopicSettings settings) {
    return new Topics(settings);
  }

  /** Events of one task. Keyed by event id; without a key the id is topic-partition-offset. */
  public Topic<TextEvent> events(String task) {
    return sharedEvents().named(name("events." + task));
  }

  /** Events of any task, which each event names. */
  public Topic<TextEvent> sharedEvents() {
    return kept("events", new TextEventMapper(), 3, LARGE);
  }

  /** Matches {@link #sharedEvents()} and {@link #events(String)} of every task. */
  public Pattern eventsPattern() {
    return Pattern.compile(Pattern.quote(name("events")) + "(\\..+)?");
  }

  /** The task that an event topic's name says; empty for the shared one and for other topics. */
  public Optional<String> taskOf(String topic) {
    String prefix = name("events.");
    return topic.length() > prefix.length() && topic.startsWith(prefix)
        ? Optional.of(topic.substring(prefix.length()))
        : Optional.empty();
  }

  /** Keyed by event id. */
  public Topic<Prediction> predictions() {
    return kept("predictions", new PredictionMapper(), 7, Map.of());
  }

  /** Keyed by event id. */
  public Topic<Feedback> feedback() {
    return kept("feedback", new FeedbackMapper(), 7, LARGE);
  }

  /** Feedback that was not joined, with the reason. Keyed by event id. */
  public Topic<Feedback> feedbackLate() {
    return kept("feedback-late", new FeedbackMapper(), 30, LARGER);
  }

  /** What the trainer learns from and rebuilds its buffers from. Keyed by task. */
  public Topic<Example> examples() {
    return kept("examples", new ExampleMapper(), 30, LARGER);
  }

  /** What tasks there are. Keyed by task; a null value removes it. */
  public Topic<TaskDefinition> tasks() {
    return state("tasks", new TaskMapper(), Map.of());
  }

  /** P* by version. Keyed by the version in decimal. */
  public Topic<SharedPromptRecord> sharedPrompts() {
    return state("shared-prompts", new SharedPromptMapper(), Map.of());
  }

  /**
   * The newest version of each task, keyed by task, where a null value removes it; and versions
   * that are to stay at hand, keyed by {@code task@version}.
   */
  public Topic<TaskUpdate> taskUpdates() {
    return state("task-updates", new TaskUpdateMapper(), VERSIONS);
  }

  /**
   * Every verdict, for good, with the ids of all its examples. Keyed by task, in one partition: the
   * order is the story.
   */
  public Topic<LedgerEntry> ledger() {
    TopicLayout layout =
        new TopicLayout(1, CleanupPolicy.DELETE, Optional.of(Duration.ofMillis(-1)), LARGER);
    return new Topic<>(name("ledger"), new LedgerEntryMapper(), layout);
  }

  /** Predictions under their task's threshold, for a person to look at. Keyed by event id. */
  public Topic<Prediction> review() {
    return kept("review", new PredictionMapper(), 30, Map.of());
  }

  /** Predictions of versions that do not serve. Keyed by event id. */
  public Topic<Prediction> shadow() {
    return kept("shadow", new PredictionMapper(), 7, Map.of());
  }

  /** What was refused, as it came, with the reason in headers. */
  public RawTopic deadLetters() {
    return new RawTopic(name("dead-letters"), layout(30, LARGER));
  }

  /** Every topic except the events of single tasks, which come and go with the tasks. */
  public List<KafkaTopic> all() {
    return List.of(
        sharedEvents(),
        predictions(),
        feedback(),
        feedbackLate(),
        examples(),
        tasks(),
        sharedPrompts(),
        taskUpdates(),
        ledger(),
        review(),
        shadow(),
        deadLetters());
  }

  /** What these topics were made from. */
  public TopicSettings settings() {
    return settings;
  }

  private <V> Topic<V> kept(
      String suffix,
      io.mptstreams.schemas.mapping.RecordMapper<V, ?> mapper,
      int days,
      Map<String, String> configs) {
    return new Topic<>(name(suffix), mapper, layout(days, configs));
  }

  private <V> Topic<V> state(
      String suffix,
      io.mptstreams.schemas.mapping.RecordMapper<V, ?> mapper,
      Map<String, String> more) {
    Map<String, String> configs = new HashMap<>(STATE);
    configs.putAll(more);
    return new Topic<>(name(suffix), mapper, TopicLayout.compacted(configs));
  }

  private TopicLayout layout(int days, Map<String, String> configs) {
    return TopicLayout.kept(settings.partitions(), Duration.ofDays(days), configs);
  }

  private String name(String suffix) {
    return settings.prefix() + "." + suffix;
  }
}
