package io.mptstreams.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a file, in words. */
public final class FileProblem {

  private FileProblem() {}

  /** Names the file that the exception names, and the problem. */
  static String line(FileSystemException problem) {
    return problem.getFile() + ": " + of(problem);
  }

  /** What was refused, and why the file that its message names cannot be read. */
  public static String withReason(RuntimeException refused) {
    return refused.getCause() instanceof FileSystemException file
        ? refused.getMessage() + ": " + of(file)
        : refused.getMessage();
  }

  /**
   * The problem without the file's name: the library's message is that name alone, or has a reason
   * of the system's behind it.
   */
  public static String of(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (problem instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (problem instanceof FileAlreadyExistsException) {
      return "it is there already";
    }
    if (problem instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (problem instanceof CharacterCodingException) {
      return "it is not UTF-8";
    }
    if (problem instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return problem.getMessage() == null ? problem.toString() : problem.getMessage();
  }
}
