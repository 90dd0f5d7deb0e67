package io.mptstreams.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One of this project's programs in a JVM of its own, to be stopped or killed. What it says goes
 * into a file. Belongs to one thread.
 */
public final class ChildProgram implements AutoCloseable {

  private static final int LAST_WORDS = 4_000;
  private static final Duration STOP = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;

  private ChildProgram(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program with a heap of 512 MB and a compiler that does not compete with it.
   *
   * @param folder what it says lies there
   * @param main what starts it
   */
  public static ChildProgram start(Path folder, Class<?> main, List<String> arguments)
      throws IOException {
    Path log = Files.createTempFile(folder, main.getSimpleName() + "-", ".log");
    List<String> options =
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true");
    Process process =
        new ProcessBuilder(command(options, main, arguments))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new ChildProgram(process, log);
  }

  /** What runs a class of the tests' class path on the JVM that they run on. */
  static List<String> command(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(tool("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Lets it run for a while; whether it still does. */
  public boolean runsFor(Duration time) throws InterruptedException {
    return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** SIGKILL: no shutdown hook runs, nothing is committed. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; the exit status, after a clean end within a minute. */
  public int stop() throws InterruptedException {
    process.destroy();
    if (runsFor(STOP)) {
      throw new IllegalStateException("the program did not stop; it said: " + said());
    }
    return process.exitValue();
  }

  /** What it wrote last, for a test that fails. */
  public String said() {
    try {
      String all = Files.readString(log);
      return all.substring(Math.max(0, all.length() - LAST_WORDS));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What it said, and what its threads are at if it lives: for a test that waits in vain. */
  public String state() {
    try {
      Process dump =
          new ProcessBuilder(tool("jstack"), Long.toString(process.pid()))
              .redirectErrorStream(true)
              .start();
      return said() + "\n" + new String(dump.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      return said() + "\n" + e;
    }
  }

  /** Kills it. */
  @Override
  public void close() throws InterruptedException {
    kill();
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
