package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.LocalKafkaExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StreamCommandTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private final Commands mpt = new Commands(kafka, "stream");

  @TempDir Path folder;

  /** One broker makes no three copies of an internal topic, however often it is asked. */
  @Test
  @Timeout(300)
  void endsWhenTheStreamStopsBeforeItWasReady() {
    mpt.run("topics", "apply");

    int exit =
        mpt.run(
            "stream",
            "--set=topics.replication=3",
            "--set=scoring.max-poll-records=10",
            "--set=scoring.state-dir=" + folder,
            "--set=http.port=-1");

    assertThat(exit).isEqualTo(1);
    assertThat(mpt.err()).contains("the stream has stopped by itself");
  }
}
