package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file, or standard input where it is named "-". */
final class LinesInput {

  private LinesInput() {}

  static BufferedReader open(String name) {
    try {
      return name.equals("-")
          ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
          : Files.newBufferedReader(Path.of(name));
    } catch (IOException e) {
      throw new CommandException(ExitCode.FAILED, "cannot read " + name + ": " + e, e);
    }
  }
}
