package io.mptstreams.cli.demo;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.FileProblem;
import io.mptstreams.cli.task.LabelledRow;
import io.mptstreams.cli.task.RowsFile;
import io.mptstreams.cli.task.TaskFile;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.streams.intake.TextRules;
import io.mptstreams.trainer.replay.ReplayChange;
import io.mptstreams.trainer.replay.TaskTimeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stream somebody has: JSON Lines with task and label, and a folder of task folders. */
final class FileInput {

  /** Of the rules for texts, all but the size, which is a setting of the scorer. */
  private static final TextRules RULES = new TextRules(Integer.MAX_VALUE);

  private FileInput() {}

  static DemoInput read(Path stream, Path tasksFolder) {
    List<DemoEvent> events = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(stream);
        Stream<LabelledRow> rows = RowsFile.rows(reader, stream.toString())) {
      rows.forEach(row -> events.add(event(row, events.size(), stream)));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "cannot read the stream " + stream + ": " + FileProblem.of(e), e);
    }
    if (events.isEmpty()) {
      throw CommandException.failed(stream + " has no events");
    }
    Map<String, TaskDefinition> tasks = new TreeMap<>();
    for (DemoEvent event : events) {
      tasks.computeIfAbsent(event.task(), name -> definition(tasksFolder.resolve(name), name));
    }
    TaskTimeline timeline = TaskTimeline.of(tasks, changes(stream));
    for (int i = 0; i < events.size(); i++) {
      check(events.get(i), timeline.at(events.get(i).task(), i), stream);
    }
    return new DemoInput(timeline, events);
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

  private static DemoEvent event(LabelledRow row, int index, Path stream) {
    if (row.task().isEmpty() || row.label().isEmpty()) {
      throw CommandException.failed(
          "event " + (index + 1) + " of " + stream + " needs a \"task\" and a \"label\"");
    }
    return new DemoEvent(
        // To a scorer an empty id is none.
        row.id().filter(id -> !id.isEmpty()).orElse("demo-%05d".formatted(index)),
        row.task().get(),
        row.text(),
        row.textPair(),
        row.label().get());
  }

  private static TaskDefinition definition(Path folder, String name) {
    TaskDefinition task = TaskFile.read(folder, Instant.now());
    if (!task.name().equals(name)) {
      throw CommandException.failed(
          folder + " holds task \"" + task.name() + "\", and no task \"" + name + "\"");
    }
    return task;
  }

  private static void check(DemoEvent event, TaskDefinition task, Path stream) {
    try {
      RULES.check(event.text(), event.textPair().orElse(""));
    } catch (RecordRejectedException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "event \"%s\" of %s cannot be scored: %s".formatted(event.id(), stream, e.getMessage()),
          e);
    }
    if (task.kind() == TaskKind.PAIR && event.textPair().isEmpty()) {
      throw CommandException.failed(
          "event \"%s\" of %s has no \"text_pair\", which task \"%s\" takes"
              .formatted(event.id(), stream, task.name()));
    }
    Set<String> labels = task.labelNames().stream().collect(Collectors.toSet());
    if (!labels.contains(event.label())) {
      throw CommandException.failed(
          "event \"%s\" of %s has the label \"%s\", which is none of task \"%s\", or not yet"
              .formatted(event.id(), stream, event.label(), task.name()));
    }
  }
}
