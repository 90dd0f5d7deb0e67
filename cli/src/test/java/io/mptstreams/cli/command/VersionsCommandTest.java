package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.LocalKafkaExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VersionsCommandTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private final Commands mpt = new Commands(kafka, "versions");

  @Test
  void saysThatThereIsNoSuchTask() {
    mpt.run("topics", "apply");

    assertThat(mpt.run("versions", "list", "moood")).isEqualTo(1);
    assertThat(mpt.err()).contains("no task \"moood\" is registered");
  }
}
