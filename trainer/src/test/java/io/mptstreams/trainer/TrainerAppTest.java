package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrainerAppTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  @Test
  void publishesANewVersionFromLabelsAndGoesOnCountingAfterARestart() throws Exception {
    try (TrainerCluster cluster =
        new TrainerCluster(
            kafka.bootstrapServers(), kafka.registryUrl(), kafka.uniqueName("trainer"))) {
      // the phrases are the wrong way round, so that there is something to learn
      cluster.register("topics", "sport", "interest rates and prices", "money", "a football match");
      List<Example> examples = Sentences.sportAndMoney("topics");

      try (TrainerApp trainer = TrainerApp.start(cluster.settings(Map.of()))) {
        cluster.label(examples.subList(0, 24));
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> cluster.updates().stream().anyMatch(u -> u.version() == 2));

        assertThat(answer(trainer, "/tasks/topics"))
            .contains("\"version\":2")
            .contains("last verdict: promoted");
        assertThat(answer(trainer, "/metrics"))
            .contains("mpt_trainer_examples_total 24")
            .contains("mpt_trainer_decisions_total{kind=\"PROMOTED\"} 1");
      }
      try (TrainerApp trainer = TrainerApp.start(cluster.settings(Map.of()))) {
        await().atMost(Duration.ofSeconds(60)).until(trainer::ready);
        cluster.label(examples.subList(24, 60));
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    trainer.status().stream()
                        .anyMatch(s -> s.training() + s.validation() == 60 && s.newLabels() < 16));
      }

      List<TaskUpdate> updates = cluster.updates();
      assertThat(updates).extracting(TaskUpdate::version).doesNotHaveDuplicates().isSorted();
      List<LedgerEntry> promoted =
          cluster.ledger().stream().filter(e -> e.kind() == LedgerKind.PROMOTED).toList();
      assertThat(promoted)
          .extracting(e -> e.digest().orElseThrow())
          .containsExactlyElementsOf(updates.stream().map(TaskUpdate::digest).toList());
      assertThat(promoted.get(0).exampleIds()).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  @Test
  void publishesANewVersionOfATaskThatWritesFromReferenceTexts() {
    Path t5 = Path.of(System.getProperty("mpt.shared", "../../shared"), "fixtures", "t5");
    Assumptions.assumeTrue(Files.isDirectory(t5), "SKIPPED: " + t5.toAbsolutePath() + " is absent");
    try (TrainerCluster cluster =
            new TrainerCluster(
                kafka.bootstrapServers(), kafka.registryUrl(), kafka.uniqueName("writer"));
        TrainerApp trainer =
            TrainerApp.start(
                cluster.settings(
                    Map.of(
                        "backbone.source",
                        t5.toString(),
                        "training.prompt.examples",
                        "32",
                        "training.prompt.learning-rate",
                        "0.02",
                        "training.prompt.steps",
                        "60")))) {
      cluster.registerWriter("replies");
      cluster.label(
          IntStream.range(0, 60)
              .mapToObj(
                  i ->
                      TrainerCluster.example(
                          "replies", "e" + i, "When does somebody come?", "We are on our way."))
              .toList());

      await().atMost(Duration.ofSeconds(60)).until(() -> !cluster.updates().isEmpty());

      TaskUpdate update = cluster.updates().get(0);
      assertThat(update.version()).isEqualTo(2);
      assertThat(update.labels()).isEmpty();
      assertThat(cluster.ledger())
          .filteredOn(e -> e.kind() == LedgerKind.PROMOTED)
          .first()
          .satisfies(
              e -> {
                assertThat(e.reason()).contains("nats a token on");
                assertThat(e.digest()).hasValue(update.digest());
              });
    }
  }

  @Test
  void isReadyWithoutAPartitionToo() {
    try (TrainerCluster cluster =
            new TrainerCluster(
                kafka.bootstrapServers(), kafka.registryUrl(), kafka.uniqueName("standby"));
        TrainerApp first =
            TrainerApp.start(cluster.settings(Map.of("training.instance", "first")));
        TrainerApp second =
            TrainerApp.start(cluster.settings(Map.of("training.instance", "second")));
        TrainerApp third =
            TrainerApp.start(cluster.settings(Map.of("training.instance", "third")))) {
      // two partitions of examples
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> first.ready() && second.ready() && third.ready());
    }
  }

  @Test
  void namesATopicThatIsNotThere() {
    Map<String, String> config = new HashMap<>();
    config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    config.put("schema.registry.url", kafka.registryUrl());
    config.put("topics.prefix", kafka.uniqueName("nowhere"));
    config.put("training.status.port", "-1");
    try (TrainerApp trainer = TrainerApp.start(TrainerSettings.from(new ConfigValues(config)))) {
      assertThat(trainer.done())
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableThat()
          .withMessageContaining("tasks; ./mpt topics apply makes it");
    }
  }

  private static String answer(TrainerApp trainer, String path) throws Exception {
    URI uri = URI.create("http://localhost:" + trainer.statusPort().orElseThrow() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
