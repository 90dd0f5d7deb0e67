package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.local.RegistryGate;
import io.mptstreams.schemas.record.Prediction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A scorer whose registry comes up later than it, never, or goes away before it is to end. */
class RegistryOutageTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private RegistryGate gate;
  private Lab lab;
  private BatchingEngine engine;

  @BeforeEach
  void open() throws Exception {
    gate = new RegistryGate(kafka.registryUrl());
    lab = new Lab(kafka);
    engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
    lab.define(Samples.mood("mood"));
  }

  @AfterEach
  void close() {
    engine.close();
    lab.close();
    gate.close();
  }

  @Test
  void isWaitedForByAStart() {
    gate.shut();
    CompletableFuture<ScorerApp> start =
        CompletableFuture.supplyAsync(
            () -> ScorerApp.start(settings("max.retries", "0"), engine, miniLm::prompt));
    await().atMost(PATIENCE).until(() -> gate.refused() >= 2 || start.isDone());
    assertThat(start).isNotDone();
    gate.open();

    try (ScorerApp app = start.join();
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions())) {
      lab.sendEvent("e", Samples.event("word", "mood"));
      lab.flush();
      assertThat(predictions.atLeast(1)).extracting(Lab.Read::key).containsExactly("e");
      assertThat(app.view().live()).isTrue();
    }
  }

  @Test
  void isWaitedForByAStartNoLongerThanItsTimeout() {
    gate.shut();
    ScorerSettings settings = settings("max.retries", "0", "scoring.registry-timeout", "1s");

    assertThatThrownBy(() -> ScorerApp.start(settings, engine, miniLm::prompt))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("the stream cannot start: no schema registry answered at [")
        .hasMessageContaining(gate.url())
        .hasMessageEndingWith(", not within 1 s");
    assertThat(gate.refused()).isGreaterThan(1);
  }

  @Test
  void isNotWaitedForByAStartThatIsGivenUp() {
    gate.shut();
    long start = System.nanoTime();

    assertThatThrownBy(
            () -> ScorerApp.start(settings("max.retries", "0"), () -> gate.refused() > 0))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no schema registry answered at [");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
  }

  @Test
  void doesNotHoldUpAScorerThatCloses() {
    ScorerApp app =
        ScorerApp.start(
            settings("max.retries", "20", "retries.wait.ms", "20000"), engine, miniLm::prompt);
    try (app) {
      await().atMost(PATIENCE).until(app.view()::ready);
      gate.shut();
      lab.send(
          lab.topics().taskUpdates(),
          "mood",
          Samples.update("mood", 2, miniLm.prompt(), List.of("happy", "sad"), 1));
      lab.sendEvent("e", Samples.event("word", "mood"));
      lab.flush();
      await().atMost(PATIENCE).until(() -> gate.refused() >= 2);
      long start = System.nanoTime();

      app.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  private ScorerSettings settings(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "schema.registry.url";
    all[1] = gate.url();
    System.arraycopy(more, 0, all, 2, more.length);
    return lab.settings(all);
  }
}
