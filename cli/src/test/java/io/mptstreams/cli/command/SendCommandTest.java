package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.LocalKafkaExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SendCommandTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private final Commands mpt = new Commands(kafka, "send");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void makeTopics() {
    mpt.run("topics", "apply", "--set", "topics.partitions=1");
    file = folder.resolve("rows.jsonl");
  }

  @Test
  void aBadLineSaysHowMuchWasSentBeforeIt() throws IOException {
    Files.writeString(
        file, "{\"id\": \"e\", \"label\": \"a\", \"text\": \"hello\"}\n\n{\"id\": 1}\n");

    assertThat(mpt.run("send", "events", file.toString())).isEqualTo(1);
    assertThat(mpt.run("send", "feedback", file.toString())).isEqualTo(1);

    assertThat(mpt.err())
        .contains(
            "mpt: " + file + " line 3 is not an event: there is no \"text\"; 1 were sent before")
        .contains(
            "mpt: "
                + file
                + " line 3 is not a label: it needs \"id\" and \"label\"; 1 were sent before");
  }

  @Test
  void anEventMayLeaveItsTaskToTheScorersRules() {
    assertThat(mpt.run("send", "events", "--id", "e", "--text", "hello")).isZero();

    mpt.run("tail", "events", "--from-beginning", "--max", "1", "--for", "60", "--json");
    assertThat(mpt.out()).contains("\"tasks\":[]");
  }

  @Test
  void anEventOnTheTopicOfATaskKeepsTheTaskThatItNames() throws IOException {
    Path task =
        Files.writeString(
            folder.resolve("task.json"), "{\"name\": \"t\", \"labels\": [\"a\", \"b\"]}");
    mpt.run("task", "add", task.toString(), "--own-topic");
    Files.writeString(file, "{\"id\": \"e\", \"task\": \"other\", \"text\": \"hello\"}");

    assertThat(mpt.run("send", "events", file.toString(), "--task", "t", "--own-topic")).isZero();

    mpt.run("tail", "events.t", "--from-beginning", "--max", "1", "--for", "60", "--json");
    assertThat(mpt.out()).contains("\"tasks\":[\"other\"]");
  }
}
