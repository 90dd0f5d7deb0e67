package io.mptstreams.cli;

/** What a command's exit tells the shell. */
public enum ExitCode {
  OK(0),
  /** It was tried and did not work. */
  FAILED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** A setting, or what the settings name, is wrong. */
  CONFIGURATION(3),
  /** What is asked about is not there yet; asking again later may help. */
  NOT_READY(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
