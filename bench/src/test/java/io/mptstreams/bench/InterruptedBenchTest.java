package io.mptstreams.bench;

import io.mptstreams.local.InterruptedCommand;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bench in a process of its own that a signal comes to while it measures. */
class InterruptedBenchTest {

  @TempDir private Path folder;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void endsBetweenTwoPassesOfTheModel() throws Exception {
    new InterruptedCommand(
            folder, Main.class, "bench", "engine", "--quick", "--threads=1", "--seconds=1")
        .endsBetweenTwoPasses(line -> line.startsWith("forward"));
  }
}
