package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.tuning.LabelledText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Two small tasks for a backbone that writes: one with labels, one that names what is listed. */
final class TextTasks {

  static final String LABELLED = "lamp";
  static final String WRITTEN = "lists";
  static final List<String> LABELS = List.of("on", "off");

  private TextTasks() {}

  /** The lamp is lit most of the time. */
  static List<LabelledText> lamp() {
    return List.of(
        row("the lamp in the hall shines", "on"),
        row("it is dark in the hall", "off"),
        row("somebody has lit the lamp", "on"),
        row("the kitchen is bright", "on"),
        row("the kitchen is dark", "off"),
        row("sun falls on the stairs", "on"),
        row("bright", "on"),
        row("a fire burns in the yard", "on"),
        row("the lamp in the attic is lit", "on"),
        row("the attic is bright", "on"),
        row("the lamp is lit", "on"),
        row("the yard is bright", "on"));
  }

  static List<LabelledText> lists() {
    return List.of(
        row("one, two, three", "some numbers"),
        row("red, green, blue", "some colours"),
        row("four, five, six", "some numbers"),
        row("pink, grey, black", "some colours"),
        row("seven and eight", "some numbers"),
        row("white and brown", "some colours"),
        row("nine, ten, eleven", "some numbers"),
        row("yellow", "some colours"));
  }

  static void write(Path folder) throws IOException {
    write(folder, LABELLED, "\"kind\": \"single\", \"labels\": [\"on\", \"off\"]", lamp());
    write(folder, WRITTEN, "\"kind\": \"generation\"", lists());
  }

  private static void write(Path folder, String name, String kind, List<LabelledText> rows)
      throws IOException {
    Path task = Files.createDirectories(folder.resolve("tasks").resolve(name));
    Files.writeString(
        task.resolve("task.json"),
        "{\"name\": \"%s\", \"role\": \"source\", %s}".formatted(name, kind));
    Files.writeString(
        task.resolve("train.jsonl"),
        rows.stream()
            .map(row -> "{\"text\": \"%s\", \"label\": \"%s\"}".formatted(row.text(), row.label()))
            .collect(Collectors.joining("\n")));
  }

  /** Four prompt vectors, 16 tokens a text and up to 3 held-out rows a task. */
  static SourceSettings settings(
      Path folder,
      String output,
      Optional<Path> checkpoint,
      SourceSettings.Student student,
      int teacherSteps,
      SourceSettings.Distillation weights) {
    return new SourceSettings(
        folder,
        List.of(),
        folder.resolve(output),
        checkpoint,
        4,
        1,
        16,
        3,
        7,
        Duration.ofMinutes(5),
        student,
        new SourceSettings.Teachers(teacherSteps, 4, student.promptLearningRate(), 5e-2f),
        weights,
        Set.of(),
        "distill");
  }

  /** Steps of 8 rows of any of the tasks. */
  static SourceSettings.Student student(int steps, float rate, int validateEvery) {
    return new SourceSettings.Student(
        steps, 8, 0, 1, rate, rate, 5e-2f, 1e-5f, 1, 20, 2, validateEvery, 100);
  }

  private static LabelledText row(String text, String label) {
    return new LabelledText(text, Optional.empty(), label);
  }
}
