package io.mptstreams.cli.option;

import io.mptstreams.cli.output.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Whether a program or a person reads the results. Results go to standard output, talk does not.
 */
public final class OutputOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print results as JSON, one object a line.")
  private boolean json;

  /** Whether a program reads. */
  public boolean json() {
    return json;
  }

  /** One result, as JSON or as lines. */
  public void result(Object value, Supplier<List<String>> lines) {
    if (json) {
      out().println(Json.line(value));
    } else {
      lines.get().forEach(out()::println);
    }
    out().flush();
  }

  /** Something for people, never a result. */
  public void say(String line) {
    err().println(line);
    err().flush();
  }

  /** Where talk goes. */
  public PrintWriter err() {
    return command.commandLine().getErr();
  }

  /** Where results go. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }
}
