package io.mptstreams.local.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of another language, with its output and an end. */
final class ExternalProcess {

  /**
   * @param ok it ended in time with exit code 0
   */
  record Outcome(boolean ok, String output) {}

  private ExternalProcess() {}

  static Outcome run(
      Path folder, Map<String, String> environment, Duration limit, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("interop", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process;
      try {
        process = builder.start();
      } catch (IOException e) {
        return new Outcome(false, e.getMessage());
      }
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return new Outcome(false, "not done after " + limit + "\n" + Files.readString(output));
      }
      return new Outcome(process.exitValue() == 0, Files.readString(output));
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
