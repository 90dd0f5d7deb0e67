package io.mptstreams.streams;

import io.mptstreams.local.ChildProgram;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Starts scorers in processes of their own. */
final class ChildScorer {

  private ChildScorer() {}

  /** With its settings in a file, as a user would have them. */
  static ChildProgram start(Path folder, Map<String, String> config) throws IOException {
    Path file = Files.createTempFile(folder, "scorer-", ".properties");
    Properties properties = new Properties();
    properties.putAll(config);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "");
    }
    return ChildProgram.start(folder, ScorerMain.class, List.of(file.toString()));
  }
}
