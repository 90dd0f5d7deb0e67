package io.mptstreams.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.FileProblem;
import io.mptstreams.cli.task.NumberedRow;
import io.mptstreams.cli.task.RowsFile;
import io.mptstreams.cli.task.TaskFile;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.streams.intake.TextRules;
import io.mptstreams.trainer.replay.ReplayChange;
import io.mptstreams.trainer.replay.TaskTimeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * JSON Lines of {@code {"ts", "task", "id", "text", "text_pair", "label"}} and a folder of task
 * folders. An event without an id is called after its line. All of it is checked before anybody
 * waits for a backbone or a broker.
 *
 * @param events in the order in which they happen
 * @param tasks of the events as they are in the end, by name
 * @param changes of the stream's description
 */
public record StreamFile(
    List<StreamEvent> events, Map<String, TaskDefinition> tasks, List<ReplayChange> changes) {

  /** Of the rules for texts, all but the size, which is a setting of the scorer. */
  private static final TextRules RULES = new TextRules(Integer.MAX_VALUE);

  public StreamFile {
    events = List.copyOf(events);
    changes = List.copyOf(changes);
  }

  /** Whether the events happen when their lines say, or in the order of the lines. */
  public enum Order {
    /** By {@code ts}, in milliseconds, which every line must have. */
    TIMES,
    /** {@code ts} is left alone. */
    LINES
  }

  /**
   * Reads a stream and its tasks.
   *
   * @param folder with a folder for each task, and a task.json in it
   * @param registeredAt when the tasks came
   * @throws CommandException naming file and line of an event that cannot be played: it is no JSON,
   *     lacks a field, has an empty text or half a character, the id of another one, no task of the
   *     folder, or a label that its task does not have, or not yet; and for a task or a description
   *     that cannot be read
   * @throws io.mptstreams.engine.data.InvalidDataException if the description does not fit the
   *     tasks
   */
  public static StreamFile read(Path stream, Path folder, Order order, Instant registeredAt) {
    List<StreamEvent> events = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(stream);
        Stream<NumberedRow> rows = RowsFile.numbered(reader, stream.toString())) {
      rows.forEach(row -> events.add(event(stream, row, order)));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "cannot read the stream " + stream + ": " + FileProblem.of(e), e);
    }
    if (events.isEmpty()) {
      throw CommandException.failed(stream + " has no events");
    }
    requireIdsOfTheirOwn(stream, events);
    if (order == Order.TIMES) {
      events.sort(Comparator.comparing(event -> event.at().orElseThrow()));
    }
    Map<String, TaskDefinition> tasks = new TreeMap<>();
    for (StreamEvent event : events) {
      tasks.computeIfAbsent(event.task(), name -> definition(folder, name, registeredAt));
    }
    StreamFile read = new StreamFile(events, tasks, changes(stream));
    read.checkLabels(stream);
    return read;
  }

  /** What the tasks are at first, and the labels that come to them on the way. */
  public TaskTimeline timeline() {
    return TaskTimeline.of(tasks, changes);
  }

  private static StreamEvent event(Path stream, NumberedRow numbered, Order order) {
    long line = numbered.line();
    Optional<Instant> at = Optional.empty();
    if (order == Order.TIMES) {
      JsonNode ts = numbered.json().path("ts");
      if (!ts.isIntegralNumber()) {
        throw refused(
            stream,
            line,
            ts.isMissingNode() || ts.isNull()
                ? "has no \"ts\""
                : "has a \"ts\" that is no whole number of milliseconds: " + ts);
      }
      at = Optional.of(Instant.ofEpochMilli(ts.asLong()));
    }
    String text = numbered.row().text();
    Optional<String> textPair = numbered.row().textPair();
    try {
      RULES.check(text, textPair.orElse(""));
    } catch (RecordRejectedException e) {
      throw refused(stream, line, "cannot be scored: " + e.getMessage());
    }
    return new StreamEvent(
        line,
        at,
        // To a scorer an empty id is none.
        numbered.row().id().filter(id -> !id.isEmpty()).orElse("line-" + line),
        needed(stream, line, "task", numbered.row().task()),
        text,
        textPair,
        needed(stream, line, "label", numbered.row().label()));
  }

  private static String needed(Path stream, long line, String field, Optional<String> value) {
    return value
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> refused(stream, line, "has no \"" + field + "\""));
  }

  private static void requireIdsOfTheirOwn(Path stream, List<StreamEvent> events) {
    Map<String, Long> lines = new HashMap<>();
    for (StreamEvent event : events) {
      Long other = lines.put(event.id(), event.line());
      if (other != null) {
        throw refused(
            stream,
            event.line(),
            "has the id \"" + event.id() + "\", which line " + other + " has");
      }
    }
  }

  private void checkLabels(Path stream) {
    TaskTimeline timeline = timeline();
    for (int i = 0; i < events.size(); i++) {
      StreamEvent event = events.get(i);
      timeline
          .problem(i, event.task(), event.textPair(), event.label())
          .ifPresent(
              problem -> {
                throw refused(stream, event.line(), problem);
              });
    }
  }

  private static TaskDefinition definition(Path folder, String name, Instant registeredAt) {
    Path file = folder.resolve(name).resolve("task.json");
    TaskDefinition task = TaskFile.read(file, registeredAt);
    if (!task.name().equals(name)) {
      throw CommandException.failed(
          file + " is of task \"" + task.name() + "\", and not of \"" + name + "\"");
    }
    return task;
  }

  private static List<ReplayChange> changes(Path stream) {
    try {
      return ReplayChange.beside(stream);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "cannot read the description of " + stream + ": " + FileProblem.of(e),
          e);
    }
  }

  private static CommandException refused(Path stream, long line, String why) {
    return CommandException.failed(stream + " line " + line + " " + why);
  }
}
