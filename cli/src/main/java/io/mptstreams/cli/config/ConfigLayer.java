package io.mptstreams.cli.config;

import java.util.Locale;

/** Who set a value; a later layer wins over an earlier one. */
public enum ConfigLayer {
  DEFAULT,
  FILE,
  ENVIRONMENT,
  COMMAND_LINE;

  /** For people: "command line". */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
