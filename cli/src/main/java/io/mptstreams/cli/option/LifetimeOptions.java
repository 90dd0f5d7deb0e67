package io.mptstreams.cli.option;

import picocli.CommandLine.Option;

/** How long a program runs. */
public final class LifetimeOptions {

  @Option(names = "--stop-at-eof", hidden = true)
  private boolean stopAtEof;

  /** To be opened before anything that has to be closed when the program ends. */
  public Lifetime begin() {
    return Lifetime.begin(stopAtEof);
  }
}
