package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.local.RegistryGate;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryOutageTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void isSatOutByATrainerThatHasToReadAndToWrite() throws Exception {
    try (RegistryGate gate = new RegistryGate(kafka.registryUrl());
        TrainerCluster cluster = cluster("outage")) {
      List<Example> examples = Sentences.sportAndMoney("topics");
      gate.shut();
      try (TrainerApp trainer =
          TrainerApp.start(
              cluster.settings(Map.of("schema.registry.url", gate.url(), "max.retries", "0")))) {
        refusesOnceMore(gate, trainer);
        gate.open();
        await().atMost(PATIENCE).until(trainer::ready);

        gate.shut();
        cluster.label(examples.subList(0, 1));
        refusesOnceMore(gate, trainer);
        assertThat(held(trainer)).isZero();
        gate.open();
        await().atMost(PATIENCE).until(() -> held(trainer) == 1);

        gate.shut();
        cluster.label(examples.subList(1, 24));
        refusesOnceMore(gate, trainer);
        assertThat(cluster.updates()).isEmpty();
        gate.open();
        await()
            .atMost(PATIENCE)
            .until(() -> cluster.updates().stream().anyMatch(u -> u.version() == 2));
        assertThat(held(trainer)).isEqualTo(24);
        assertThat(trainer.done()).isNotDone();
      }
    }
  }

  @Test
  void isWaitedForByAStartNoLongerThanItsTimeout() throws Exception {
    try (RegistryGate gate = new RegistryGate(kafka.registryUrl());
        TrainerCluster cluster = cluster("never")) {
      gate.shut();
      Map<String, String> config =
          Map.of(
              "schema.registry.url",
              gate.url(),
              "max.retries",
              "0",
              "training.registry-timeout",
              "1s");
      try (TrainerApp trainer = TrainerApp.start(cluster.settings(config))) {
        assertThat(trainer.done())
            .failsWithin(PATIENCE)
            .withThrowableThat()
            .withCauseInstanceOf(RegistryUnavailableException.class)
            .withMessageContaining(gate.url())
            .withMessageEndingWith(", not within 1 s");
      }
    }
  }

  @Test
  void doesNotHoldUpATrainerThatCloses() throws Exception {
    try (RegistryGate gate = new RegistryGate(kafka.registryUrl());
        TrainerCluster cluster = cluster("closing")) {
      gate.shut();
      // Many long waits between attempts, as an impatient close would have to sit out.
      Map<String, String> config =
          Map.of(
              "schema.registry.url",
              gate.url(),
              "max.retries",
              "20",
              "retries.wait.ms",
              "20000",
              "training.status.port",
              "-1");
      TrainerApp trainer = TrainerApp.start(cluster.settings(config));
      refusesOnceMore(gate, trainer);
      long start = System.nanoTime();

      trainer.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(trainer.done()).isCompleted();
    }
  }

  /** With a task whose phrases are the wrong way round, so that there is something to learn. */
  private static TrainerCluster cluster(String name) {
    TrainerCluster cluster =
        new TrainerCluster(kafka.bootstrapServers(), kafka.registryUrl(), kafka.uniqueName(name));
    cluster.register("topics", "sport", "interest rates and prices", "money", "a football match");
    return cluster;
  }

  private static void refusesOnceMore(RegistryGate gate, TrainerApp trainer) {
    int before = gate.refused();
    await().atMost(PATIENCE).until(() -> gate.refused() > before || trainer.done().isDone());
    assertThat(trainer.done()).isNotDone();
  }

  private static int held(TrainerApp trainer) {
    return trainer.status().stream().mapToInt(s -> s.training() + s.validation()).sum();
  }
}
