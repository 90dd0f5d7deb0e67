package io.mptstreams.streams.intake;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Bytes of an event topic to an event. The topology reads bytes and leaves the format to this
 * class, so that a value that cannot be read becomes a dead letter with its own code and its
 * original bytes. Safe for any number of threads.
 */
public final class EventReader {

  private final Deserializer<TextEvent> deserializer;
  private final Topics topics;
  private final TextRules rules;
  private final RoutingRules routing;

  public EventReader(
      Deserializer<TextEvent> deserializer, Topics topics, TextRules rules, RoutingRules routing) {
    this.deserializer = deserializer;
    this.topics = topics;
    this.rules = rules;
    this.routing = routing;
  }

  /**
   * @throws RecordRejectedException when it will never be readable
   * @throws io.mptstreams.schemas.registry.RegistryUnavailableException when it may be later
   */
  public IncomingEvent read(SourceRecord source) {
    String id = source.id();
    if (source.value() == null) {
      throw new RecordRejectedException(ErrorCode.NOT_AVRO, "the value is null");
    }
    TextEvent event = deserializer.deserialize(source.topic(), source.value());
    rules.check(event.text(), event.textPair().orElse(""));
    List<String> named = event.tasks();
    if (named.isEmpty()) {
      named = topics.taskOf(source.topic()).map(List::of).orElse(List.of());
    }
    List<String> tasks = routing.tasks(named);
    if (tasks.isEmpty()) {
      throw new RecordRejectedException(
          ErrorCode.NO_TASK, "neither the event nor topic " + source.topic() + " names a task");
    }
    if (tasks.size() > RoutingRules.MOST_TASKS) {
      throw new RecordRejectedException(
          ErrorCode.RECORD_TOO_LARGE,
          "the event is for "
              + tasks.size()
              + " tasks, at most "
              + RoutingRules.MOST_TASKS
              + " are taken");
    }
    return new IncomingEvent(
        id,
        event.text(),
        event.textPair(),
        tasks,
        event.occurredAt().orElseGet(() -> Instant.ofEpochMilli(source.timestamp())));
  }
}
