package io.mptstreams.cli.option;

import io.mptstreams.cli.task.TaskFolders;
import io.mptstreams.engine.data.TaskFolder;
import java.nio.file.Path;
import java.util.List;
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
      paramLabel = "N",
      converter = Bounded.FromOne.class,
      defaultValue = "1000",
      description = "Most test rows of a task (default: ${DEFAULT-VALUE}).")
  private int testRows;

  /** The folder of task folders. */
  public Path folder() {
    return folder;
  }

  /**
   * The tasks in it, by name.
   *
   * @throws io.mptstreams.cli.CommandException as {@link TaskFolders#all}
   */
  public List<TaskFolder> tasks() {
    return TaskFolders.all(folder);
  }

  /** How many test rows of a task count at most. */
  public int testRows() {
    return testRows;
  }
}
