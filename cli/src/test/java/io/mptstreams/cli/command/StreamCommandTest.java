package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.Main;
import io.mptstreams.local.LocalKafkaExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StreamCommandTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private final String prefix = kafka.uniqueName("stream");
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  /** One broker makes no three copies of an internal topic, however often it is asked. */
  @Test
  @Timeout(300)
  void endsWhenTheStreamStopsBeforeItWasReady() {
    run("topics", "apply");

    int exit =
        run(
            "stream",
            "--set=topics.replication=3",
            "--set=scoring.max-poll-records=10",
            "--set=scoring.state-dir=" + folder,
            "--set=http.port=-1");

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).contains("the stream has stopped by itself");
  }

  private int run(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--bootstrap-servers=" + kafka.bootstrapServers());
    all.add("--schema-registry=" + kafka.registryUrl());
    all.add("--set=topics.prefix=" + prefix);
    return Main.run(
        new PrintWriter(new StringWriter()), new PrintWriter(err), all.toArray(String[]::new));
  }
}
