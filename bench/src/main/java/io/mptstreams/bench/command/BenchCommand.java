package io.mptstreams.bench.command;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of all benches. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure this build on this machine.",
    subcommands = {EngineCommand.class, StreamCommand.class, TrainerCommand.class})
public final class BenchCommand implements Runnable {

  /** How long a measurement may take that a signal comes into, and closing what it started. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a bench.");
  }
}
