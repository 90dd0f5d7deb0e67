package io.mptstreams.cli.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two source tasks with eight rows each, to train a shared prompt on. */
public final class SourceTasks {

  private SourceTasks() {}

  /** Writes a folder of task folders. */
  public static void write(Path folder) throws IOException {
    for (String name : List.of("one", "two")) {
      Path task = Files.createDirectories(folder.resolve(name));
      Files.writeString(
          task.resolve("task.json"),
          "{\"name\": \"%s\", \"kind\": \"single\", \"role\": \"source\", \"labels\": [\"a\", \"b\"]}"
              .formatted(name));
      StringBuilder rows = new StringBuilder();
      for (int i = 0; i < 8; i++) {
        rows.append(
            "{\"text\": \"text %d of %s\", \"label\": \"%s\"}%n"
                .formatted(i, name, i % 2 == 0 ? "a" : "b"));
      }
      Files.writeString(task.resolve("train.jsonl"), rows);
    }
  }
}
