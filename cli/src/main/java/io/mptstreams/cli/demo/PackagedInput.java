package io.mptstreams.cli.demo;

import io.mptstreams.cli.task.LabelledRow;
import io.mptstreams.cli.task.RowsFile;
import io.mptstreams.cli.task.TaskFile;
import io.mptstreams.schemas.record.TaskDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The project's own tasks and sentences, mixed into one stream by a seed. An index names the tasks,
 * because a jar cannot be listed like a folder.
 */
final class PackagedInput {

  private static final String ROOT = "/demo/tasks/";

  private PackagedInput() {}

  static DemoInput read(long seed) {
    List<TaskDefinition> tasks = new ArrayList<>();
    List<LabelledRow> rows = new ArrayList<>();
    for (String name : text("index.txt").lines().filter(line -> !line.isBlank()).toList()) {
      tasks.add(TaskFile.parse(text(name + "/task.json"), name + "/task.json", Instant.now()));
      rows(name + "/rows.jsonl")
          .forEach(
              row ->
                  rows.add(
                      new LabelledRow(
                          row.id(), Optional.of(name), row.text(), row.textPair(), row.label())));
    }
    Collections.shuffle(rows, new Random(seed));
    List<DemoEvent> events = new ArrayList<>();
    for (LabelledRow row : rows) {
      events.add(
          new DemoEvent(
              "demo-%05d".formatted(events.size()),
              row.task().orElseThrow(),
              row.text(),
              row.textPair(),
              row.label().orElseThrow()));
    }
    return new DemoInput(tasks, events);
  }

  private static List<LabelledRow> rows(String file) {
    try (BufferedReader reader =
            new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8));
        Stream<LabelledRow> rows = RowsFile.rows(reader, file)) {
      return rows.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static String text(String file) {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static InputStream open(String file) {
    InputStream in = PackagedInput.class.getResourceAsStream(ROOT + file);
    if (in == null) {
      throw new IllegalStateException("this build lacks the resource " + ROOT + file);
    }
    return in;
  }
}
