package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file, or standard input where it is named "-". */
final class LinesInput {

  private LinesInput() {}

  /**
   * @throws java.nio.file.FileSystemException for a file that cannot be read
   */
  static BufferedReader open(String name) throws IOException {
    if (name.equals("-")) {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
    if (Files.isDirectory(Path.of(name))) {
      throw CommandException.failed(name + " is a folder, and no file of lines");
    }
    return Files.newBufferedReader(Path.of(name));
  }
}
