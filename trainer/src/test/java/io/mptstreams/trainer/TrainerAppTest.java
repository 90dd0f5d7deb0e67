package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

        HttpResponse<String> status =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(
                            URI.create(
                                "http://localhost:"
                                    + trainer.statusPort().orElseThrow()
                                    + "/tasks/topics"))
                        .build(),
                    HttpResponse.BodyHandlers.ofString());
        assertThat(status.body()).contains("\"version\":2").contains("last verdict: promoted");
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
}
