package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.local.broker.BrokerSettings;
import io.mptstreams.local.broker.EmbeddedKafka;
import io.mptstreams.schemas.mapping.TensorDigest;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.trainer.learn.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a version that cannot be published as it was made. */
class PublicationTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** The phrases are the wrong way round, so that there is something to learn. */
  private static final String[] LABELS = {
    "sport", "interest rates and prices", "money", "a football match"
  };

  @Test
  void takesTheNextNumberWhenSomebodyElsePublishesWhileItLooks() {
    try (TrainerCluster cluster =
        new TrainerCluster(
            kafka.bootstrapServers(), kafka.registryUrl(), kafka.uniqueName("number"))) {
      cluster.register("topics", LABELS);
      TaskUpdate byHand = byHand(cluster.settings(Map.of()));
      List<Example> examples = Sentences.sportAndMoney("topics");
      try (TrainerApp trainer = TrainerApp.start(cluster.settings(Map.of()))) {
        await().atMost(PATIENCE).until(trainer::ready);
        cluster.label(examples);
        await()
            .pollInterval(Duration.ofMillis(5))
            .atMost(PATIENCE)
            .until(() -> trainer.status().stream().anyMatch(TaskStatus::looking));
        cluster.publish(byHand);
        await().atMost(PATIENCE).until(() -> cluster.updates().size() >= 2);
      }

      List<TaskUpdate> updates = cluster.updates();
      assertThat(updates.get(0).digest()).isEqualTo(byHand.digest());
      assertThat(updates)
          .extracting(TaskUpdate::version)
          .startsWith(2L, 3L)
          .doesNotHaveDuplicates();
      assertThat(updates.get(1).parent()).hasValue(2);
    }
  }

  @Test
  void isRefusedByNameWhereTheTopicTakesNoneSoLargeAndTheTrainerGoesOn() throws Exception {
    String prefix = kafka.uniqueName("large");
    try (TrainerCluster cluster =
        new TrainerCluster(kafka.bootstrapServers(), kafka.registryUrl(), prefix)) {
      cluster.register("topics", LABELS);
      largestUpdate(prefix, 1_000);
      List<Example> examples = Sentences.sportAndMoney("topics");
      try (TrainerApp trainer = TrainerApp.start(cluster.settings(Map.of()))) {
        cluster.label(examples.subList(0, 24));
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    trainer.done().isDone()
                        || cluster.ledger().stream()
                            .anyMatch(
                                e -> e.code().equals(Optional.of(ErrorCode.RECORD_TOO_LARGE))));
        assertThat(trainer.done()).isNotDone();
        assertThat(cluster.updates()).isEmpty();

        largestUpdate(prefix, 1_000_000);
        cluster.label(examples.subList(24, 60));
        await().atMost(PATIENCE).until(() -> !cluster.updates().isEmpty());
        assertThat(cluster.updates().get(0).version()).isEqualTo(2);
      }
    }
  }

  @Test
  void isPublishedAfterALongTimeWithoutAny(@TempDir Path folder) throws Exception {
    Map<String, String> forgetful =
        Map.of(
            "transactional.id.expiration.ms", "2000",
            "transaction.remove.expired.transaction.cleanup.interval.ms", "500");
    try (EmbeddedKafka broker = EmbeddedKafka.start(new BrokerSettings(folder, 1, 0, forgetful));
        TrainerCluster cluster =
            new TrainerCluster(
                broker.bootstrapServers(), kafka.registryUrl(), kafka.uniqueName("idle"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      cluster.register("topics", LABELS);
      try (TrainerApp trainer = TrainerApp.start(cluster.settings(Map.of()))) {
        await().atMost(PATIENCE).until(trainer::ready);
        // The broker has forgotten the trainer's transactional id, as it does after a week.
        await().atMost(PATIENCE).until(() -> admin.listTransactions().all().get().isEmpty());
        cluster.label(Sentences.sportAndMoney("topics").subList(0, 24));

        await()
            .atMost(PATIENCE)
            .until(() -> trainer.done().isDone() || !cluster.updates().isEmpty());
        assertThat(trainer.done()).isNotDone();
        assertThat(cluster.updates().get(0).version()).isEqualTo(2);
      }
    }
  }

  private static void largestUpdate(String prefix, int bytes) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
      ConfigResource topic =
          new ConfigResource(ConfigResource.Type.TOPIC, prefix + ".task-updates");
      AlterConfigOp change =
          new AlterConfigOp(
              new ConfigEntry("max.message.bytes", Integer.toString(bytes)), OpType.SET);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    }
  }

  /** A version 2 that knows nothing, as somebody else would publish it. */
  private static TaskUpdate byHand(TrainerSettings settings) {
    try (Backbone backbone = Backbones.open(settings.backbone())) {
      SharedPrompt shared = SharedPrompts.packaged(backbone.info()).orElseThrow();
      float[] u = new float[shared.length()];
      float[] v = new float[shared.width()];
      Arrays.fill(u, 1);
      Arrays.fill(v, 1);
      TaskUpdate update = update(shared, u, v, "");
      return update(shared, u, v, TensorDigest.of(update));
    }
  }

  private static TaskUpdate update(SharedPrompt shared, float[] u, float[] v, String digest) {
    return new TaskUpdate(
        "topics",
        2,
        OptionalLong.of(1),
        shared.version(),
        shared.backboneDigest(),
        List.of("sport", "money"),
        shared.length(),
        shared.width(),
        1,
        u,
        v,
        new float[2 * shared.width()],
        new float[2],
        10,
        1,
        UpdateOrigin.ADAPTED,
        10,
        Map.of(),
        digest,
        Instant.now());
  }
}
