package io.mptstreams.cli.task;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.FileProblem;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.data.TaskFolder;
import java.nio.file.Path;
import java.util.List;

/** A folder of task folders that a command learns from or measures on. */
public final class TaskFolders {

  private TaskFolders() {}

  /**
   * All its tasks, by name; read before anybody waits for a backbone.
   *
   * @throws CommandException if there are none, or a task.json cannot be read, is wrong, or has a
   *     misspelt field, which would be left alone without a word
   */
  public static List<TaskFolder> all(Path data) {
    try {
      List<TaskFolder> folders = TaskFolder.all(data);
      folders.forEach(folder -> TaskFile.checkNames(folder.taskFile()));
      return folders;
    } catch (InvalidDataException e) {
      throw new CommandException(ExitCode.FAILED, FileProblem.withReason(e), e);
    }
  }
}
