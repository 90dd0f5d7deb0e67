package io.mptstreams.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A trainer in a process of its own, to be killed. */
final class ChildTrainer implements AutoCloseable {

  private final Process process;
  private final Path log;

  private ChildTrainer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ChildTrainer start(Path folder, Map<String, String> config) throws IOException {
    Path log = Files.createTempFile(folder, "trainer-", ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                TrainerMain.class.getName()));
    config.forEach((key, value) -> command.add(key + "=" + value));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ChildTrainer(process, log);
  }

  /** Lets it run for a while; whether it still does. */
  boolean runsFor(Duration time) throws InterruptedException {
    return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** SIGKILL: no shutdown hook runs, nothing is committed. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
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

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
