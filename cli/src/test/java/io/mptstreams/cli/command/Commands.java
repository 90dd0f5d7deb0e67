package io.mptstreams.cli.command;

import io.mptstreams.cli.Main;
import io.mptstreams.local.LocalKafkaExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Commands against topics of their own on a broker, and what they print. */
final class Commands {

  private final LocalKafkaExtension kafka;
  private final String prefix;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  Commands(LocalKafkaExtension kafka, String name) {
    this.kafka = kafka;
    this.prefix = kafka.uniqueName(name);
  }

  /** Runs one to its end; the exit code. */
  int run(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--bootstrap-servers=" + kafka.bootstrapServers());
    all.add("--schema-registry=" + kafka.registryUrl());
    all.add("--set=topics.prefix=" + prefix);
    return Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }

  String topic(String name) {
    return prefix + "." + name;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
