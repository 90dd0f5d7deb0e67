package io.mptstreams.cli.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.Main;
import io.mptstreams.cli.output.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One command of this program in a virtual machine of its own. It prints a JSON object on standard
 * output when it is ready, logs to a file, and ends when its standard input does, which happens
 * even if this process is killed. Owned by one thread.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(30);
  private static final int TAIL_LINES = 25;

  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * @param name for people, and of the log file
   * @param heap such as 512m
   * @param folder of the log file
   * @param arguments of the command; {@code --json} and what ends it with its parent are added
   */
  public static ChildProcess start(String name, String heap, Path folder, List<String> arguments) {
    Path log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-D") || option.startsWith("--enable"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    command.addAll(List.of("--json", "--stop-at-eof"));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(Redirect.to(log.toFile())).start();
      ChildProcess child = new ChildProcess(name, process, log);
      Thread reader = new Thread(child::readOutput, "mpt-child-" + name);
      reader.setDaemon(true);
      reader.start();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /**
   * Waits for the object that says it is ready.
   *
   * @throws CommandException with the end of its log, if it ends or takes longer
   */
  public JsonNode awaitReady(Duration timeout) {
    try {
      return ready.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw CommandException.failed(
          name + " was not ready within " + timeout.toSeconds() + " s" + tail());
    } catch (ExecutionException e) {
      throw ended();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.failed("interrupted while " + name + " started");
    }
  }

  /**
   * @throws CommandException with the end of its log, if it is no longer running
   */
  public void checkAlive() {
    if (!process.isAlive()) {
      throw ended();
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it at once, without a chance to close anything. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Asks it to end and waits, bounded; then ends it. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(CLOSES_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void readOutput() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String first = out.readLine();
      if (first == null) {
        ready.completeExceptionally(new IOException("ended"));
        return;
      }
      ready.complete(Json.mapper().readTree(first));
      out.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private CommandException ended() {
    String how = process.isAlive() ? " broke" : " ended with exit code " + process.exitValue();
    return CommandException.failed(name + how + tail());
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return "; the end of its log:\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "; its log " + log + " cannot be read: " + e.getMessage();
    }
  }
}
