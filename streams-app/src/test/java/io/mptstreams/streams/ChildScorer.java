package io.mptstreams.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A scorer in a process of its own, to be killed. */
final class ChildScorer implements AutoCloseable {

  private final Process process;
  private final Path log;

  private ChildScorer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ChildScorer start(Path folder, Map<String, String> config) throws IOException {
    Path file = Files.createTempFile(folder, "scorer-", ".properties");
    Properties properties = new Properties();
    properties.putAll(config);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "");
    }
    Path log = Files.createTempFile(folder, "scorer-", ".log");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dai.djl.offline=true",
                    "-DOPT_OUT_TRACKING=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ScorerMain.class.getName(),
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new ChildScorer(process, log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: no shutdown hook runs, nothing is committed. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; the exit status, after a clean end. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the scorer did not stop; it said: " + said());
    }
    return process.exitValue();
  }

  /** What it wrote, for a test that fails. */
  String said() {
    try {
      String all = Files.readString(log);
      return all.substring(Math.max(0, all.length() - 4_000));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What it said, and what its threads are at if it lives: for a test that waits in vain. */
  String state() {
    String jstack = Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
    try {
      Process dump =
          new ProcessBuilder(jstack, Long.toString(process.pid()))
              .redirectErrorStream(true)
              .start();
      return said() + "\n" + new String(dump.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      return said() + "\n" + e;
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
