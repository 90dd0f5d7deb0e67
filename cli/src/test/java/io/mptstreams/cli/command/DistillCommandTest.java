package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.testing.SourceTasks;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.SharedPromptRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DistillCommandTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private final Map<String, String> config =
      Map.of(
          "kafka.bootstrap.servers", kafka.bootstrapServers(),
          "schema.registry.url", kafka.registryUrl(),
          "topics.prefix", kafka.uniqueName("distill"));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void writeTwoTasks() throws IOException {
    SourceTasks.write(folder.resolve("tasks"));
  }

  @Test
  void publishesTheResultAsTheNextVersion() throws Exception {
    try (Cluster cluster = Cluster.open(Connection.from(config))) {
      cluster
          .admin()
          .createTopics(
              cluster.topics().all().stream().map(topic -> topic.newTopic((short) 1)).toList())
          .all()
          .get(30, TimeUnit.SECONDS);

      int exit = run("--publish");

      assertThat(exit).describedAs(err.toString()).isZero();
      assertThat(out.toString()).contains("\"shared_prompt_version\":2");
      SharedPromptRecord published =
          new TopicContents(cluster).latest(cluster.topics().sharedPrompts(), "2").orElseThrow();
      assertThat(published.values())
          .isEqualTo(SharedPrompts.read(folder.resolve("prompt"), 2).values());
      assertThat(published.origin()).contains("seed 7").contains("data ");
    }
  }

  @Test
  void learnsTheLabelsOfAPromptAnew() throws IOException {
    assertThat(run()).describedAs(err.toString()).isZero();
    Path trained = folder.resolve("trained");
    Files.move(folder.resolve("prompt"), trained);

    int exit = run("--labels-of=" + trained);

    assertThat(exit).describedAs(err.toString()).isZero();
    assertThat(Safetensors.read(folder.resolve("prompt")).tensors().keySet())
        .isEqualTo(Safetensors.read(trained).tensors().keySet());
    assertThat(Safetensors.read(folder.resolve("prompt")).meta("labels_command"))
        .startsWith("mpt distill --data");
  }

  @Test
  void asksForTheTopicBeforeItTrains() {
    int exit = run("--publish");

    assertThat(exit).isNotZero();
    assertThat(err.toString()).contains("there is no topic").doesNotContain("student");
    assertThat(folder.resolve("prompt")).doesNotExist();
  }

  private int run(String... options) {
    CommandLine line = MptCommand.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "distill",
                "--data=" + folder,
                "--out=" + folder.resolve("prompt"),
                "--steps=2",
                "--teacher-steps=0",
                "--prompt-length=2",
                "--json"));
    arguments.addAll(List.of(options));
    config.forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
    return line.execute(arguments.toArray(String[]::new));
  }
}
