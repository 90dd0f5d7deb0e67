package io.mptstreams.cli.command;

import io.mptstreams.cli.Main;
import io.mptstreams.cli.testing.SourceTasks;
import io.mptstreams.local.InterruptedCommand;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command in a process of its own that a signal comes to while it trains. */
class InterruptedCommandTest {

  @TempDir private Path folder;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void endsBetweenTwoPassesOfTheModel() throws Exception {
    SourceTasks.write(folder.resolve("tasks"));
    new InterruptedCommand(
            folder,
            Main.class,
            "distill",
            "--data=" + folder.resolve("tasks"),
            "--out=" + folder.resolve("prompt"),
            "--steps=100000",
            "--teacher-steps=0",
            "--prompt-length=2")
        .endsBetweenTwoPasses(line -> line.contains("student"));
  }
}
