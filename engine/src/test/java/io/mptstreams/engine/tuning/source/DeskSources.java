package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.source.SourceSettings.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Source tasks of the desk's sentences in a folder, and short trainings on them. */
final class DeskSources {

  private DeskSources() {}

  static SourceSettings settings(
      Path folder,
      String output,
      int steps,
      int teacherSteps,
      Optional<Path> checkpoint,
      Set<Part> without,
      float rate) {
    return new SourceSettings(
        folder,
        List.of(),
        folder.resolve(output),
        checkpoint,
        3,
        1,
        16,
        4,
        7,
        Duration.ofMinutes(5),
        new SourceSettings.Student(steps, 4, 0, 1, rate, 1e-2f, 5e-2f, 1e-5f, 1, 20, 2, 2, 100),
        new SourceSettings.Teachers(teacherSteps, 2, rate, 5e-2f),
        new SourceSettings.Distillation(0.5f, 0.5f, 2),
        without,
        "distill");
  }

  static void write(Path folder, String name, List<LabelledText> rows) throws IOException {
    Path task = Files.createDirectories(folder.resolve("tasks").resolve(name));
    Files.writeString(
        task.resolve("task.json"),
        """
        {"name": "%s", "kind": "single", "role": "source", "labels": ["type one", "type two"]}
        """
            .formatted(name));
    StringBuilder lines = new StringBuilder();
    for (LabelledText row : rows) {
      lines.append("{\"text\": \"%s\", \"label\": \"%s\"}%n".formatted(row.text(), row.label()));
    }
    Files.writeString(task.resolve("train.jsonl"), lines);
  }
}
