package io.mptstreams.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command in a process of its own that a signal comes to while it works. */
public final class InterruptedCommand {

  /** SIGTERM's number, as shells and Java count. */
  private static final int TERMINATED = 128 + 15;

  private final Path folder;
  private final List<String> command;

  /**
   * @param folder it runs in
   * @param main what starts it
   */
  public InterruptedCommand(Path folder, Class<?> main, String... arguments) {
    this.folder = folder;
    this.command = ChildProgram.command(List.of("-Xmx1g"), main, List.of(arguments));
  }

  /**
   * Sends the signal and checks that the command says so, ends with the signal's code and leaves no
   * crash report behind.
   *
   * @param works the line of its talk after which it is at work
   */
  public void endsBetweenTwoPasses(Predicate<String> works) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !works.test(line)) {
        line = lines.readLine();
      }
      process.toHandle().destroy();
      String rest = lines.lines().collect(Collectors.joining("\n"));

      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(rest).contains("mpt: interrupted");
      assertThat(process.exitValue()).isEqualTo(TERMINATED);
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left.map(Path::getFileName).map(Path::toString))
            .noneMatch(name -> name.startsWith("hs_err"));
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
