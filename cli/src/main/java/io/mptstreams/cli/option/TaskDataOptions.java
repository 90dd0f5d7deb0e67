package io.mptstreams.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the tasks lie that a command learns from and measures. */
public final class TaskDataOptions {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder of task folders, each with task.json, train.jsonl and test.jsonl.")
  private Path folder;

  @Option(
      names = "--test-rows",
      defaultValue = "1000",
      description = "Most test rows of a task (default: ${DEFAULT-VALUE}).")
  private int testRows;

  /** The folder of task folders. */
  public Path folder() {
    return folder;
  }

  /** How many test rows of a task count at most. */
  public int testRows() {
    return testRows;
  }
}
