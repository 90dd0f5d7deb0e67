package io.mptstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bench in a process of its own that a signal comes to while it measures. */
class InterruptedBenchTest {

  /** SIGTERM's number, as shells and Java count. */
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void endsBetweenTwoPassesOfTheModel() throws Exception {
    Process process = bench();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("forward")) {
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

  private Process bench() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "bench",
            "engine",
            "--quick",
            "--threads=1",
            "--seconds=1")
        .directory(folder.toFile())
        .start();
  }
}
