package io.mptstreams.cli.peft;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.command.MptCommand;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.kafka.SharedPromptPublisher;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.testing.LearnedUpdates;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.checkpoint.peft.PeftAdapter;
import io.mptstreams.engine.checkpoint.peft.PeftFolder;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.schemas.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PeftCommandsTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int LENGTH = 4;

  private final Map<String, String> config =
      Map.of(
          "backbone.prompts", "after-cls",
          "kafka.bootstrap.servers", kafka.bootstrapServers(),
          "schema.registry.url", kafka.registryUrl(),
          "topics.prefix", kafka.uniqueName("peft"));

  @TempDir Path folder;

  @Test
  void whatWasExportedIsImportedAsANewVersionWithTheSamePrompt() throws Exception {
    try (Cluster cluster = Cluster.open(Connection.from(config))) {
      SharedPrompt prompt = sharedPrompt();
      TaskUpdate learned = learned(prompt);
      publish(cluster, prompt, learned);

      String exported = run("export");
      PeftAdapter adapter = PeftFolder.read(folder);
      String imported = run("import");
      run("export", "--plain");

      assertThat(exported).contains("\"tasks\":{\"mr\":5}");
      assertThat(imported).contains("\"shared_prompt_version\":4").contains("\"tasks\":{\"mr\":6}");
      assertThat(adapter.composed(0)).isEqualTo(prompt.compose(learned.u(), learned.v(), 1));
      assertThat(PeftFolder.read(folder.resolve("mr")).composed(0)).isEqualTo(adapter.composed(0));
      TopicContents contents = new TopicContents(cluster);
      Topics topics = cluster.topics();
      TaskUpdate update = contents.latest(topics.taskUpdates(), "mr").orElseThrow();
      SharedPromptRecord published = contents.latest(topics.sharedPrompts(), "4").orElseThrow();
      assertThat(update.origin()).isEqualTo(UpdateOrigin.IMPORTED);
      assertThat(update.sharedPromptVersion()).isEqualTo(4);
      assertThat(update.u()).isEqualTo(learned.u());
      assertThat(update.labelVectors()).isEqualTo(learned.labelVectors());
      assertThat(update.scale()).isEqualTo(learned.scale());
      assertThat(published.values()).isEqualTo(prompt.values());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "import"})
  void saysWhatToSetWherePromptsStandInEveryLayer(String command) {
    Map<String, String> deep = new HashMap<>(config);
    deep.put("backbone.prompts", "every-layer");

    Outcome outcome = execute(deep, command);

    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.err()).contains("set backbone.prompts to after-cls");
  }

  private record Outcome(int exit, String out, String err) {}

  private String run(String command, String... options) {
    Outcome outcome = execute(config, command, options);
    assertThat(outcome.exit()).describedAs(outcome.err()).isZero();
    return outcome.out();
  }

  private Outcome execute(Map<String, String> settings, String command, String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = MptCommand.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    List<String> arguments = new ArrayList<>(List.of(command, folder.toString(), "--json"));
    settings.forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
    arguments.addAll(List.of(options));
    int exit = line.execute(arguments.toArray(String[]::new));
    return new Outcome(exit, out.toString(), err.toString());
  }

  private SharedPrompt sharedPrompt() {
    try (Backbone backbone = Backbones.open(PeftBackbone.settings(new ConfigValues(config)))) {
      SharedPrompt start = SharedPrompts.fromVocabulary(backbone, LENGTH, 7);
      return new SharedPrompt(
          3,
          start.backboneDigest(),
          start.length(),
          start.width(),
          start.rank(),
          start.values(),
          start.u(),
          start.v());
    }
  }

  private static TaskUpdate learned(SharedPrompt prompt) {
    return LearnedUpdates.of("mr", 5, List.of("negative", "positive"), prompt, NOON);
  }

  private static void publish(Cluster cluster, SharedPrompt prompt, TaskUpdate update)
      throws Exception {
    Topics topics = cluster.topics();
    cluster
        .admin()
        .createTopics(topics.all().stream().map(topic -> topic.newTopic((short) 1)).toList())
        .all()
        .get(30, TimeUnit.SECONDS);
    TaskDefinition task =
        new TaskDefinition(
            "mr",
            TaskKind.SINGLE,
            List.of(new LabelDefinition("negative", ""), new LabelDefinition("positive", "")),
            "",
            Optional.empty(),
            true,
            OptionalLong.empty(),
            NOON);
    try (RecordSender sender = new RecordSender(cluster)) {
      sender.sendAndWait(topics.tasks(), "mr", task);
      new SharedPromptPublisher(cluster).publish(sender, prompt, "a test");
      sender.sendAndWait(topics.taskUpdates(), "mr", update);
    }
  }
}
