package io.mptstreams.engine.scoring;

import static io.mptstreams.engine.scoring.BatchingEngineTest.reason;
import static io.mptstreams.engine.scoring.BatchingEngineTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.scoring.ScoringException.Reason;
import io.mptstreams.engine.testing.FaultyBackbone;
import io.mptstreams.engine.testing.HeldPass;
import io.mptstreams.engine.testing.Models;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchingEngineFaultTest {

  private final Backbone real = Models.miniLm();
  private final SharedPrompt prompt = SharedPrompts.fromVocabulary(real, 3, 3);
  private final TaskModel task = Models.task(prompt, "mood", 1, List.of("bad", "good"), 1);

  @Test
  void failsOnlyTheTextOnWhichTheBackboneFails() {
    int poison = real.tokenizer().tokenize("poison", Optional.empty(), 8).ids()[1];
    try (BatchingEngine engine =
        engine(
            EngineSettings.defaults(),
            batch -> {
              if (batch.texts().stream()
                  .anyMatch(t -> Arrays.stream(t.ids()).anyMatch(i -> i == poison))) {
                throw new IllegalStateException("cannot digest this");
              }
            })) {
      List<ScoringRequest> requests = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        requests.add(request("mood", i == 4 ? "poison here" : "fine number " + i));
      }

      List<CompletableFuture<ScoringResult>> futures = engine.submitAll(requests);

      for (int i = 0; i < 9; i++) {
        if (i == 4) {
          assertThat(reason(futures.get(i))).isEqualTo(Reason.ENGINE_FAILED);
        } else {
          assertThat(futures.get(i).join().label()).isPresent();
        }
      }
      assertThat(engine.status().alive()).isTrue();
    }
  }

  @Test
  void triesTheTextsOneByOneWhenMemoryDoesNotSufficeForTheBatch() {
    // Given passes that take more memory than there is as soon as they hold two texts
    try (BatchingEngine engine =
        engine(
            EngineSettings.defaults(),
            batch -> {
              if (batch.texts().size() > 1) {
                ByteBuffer.allocateDirect(Integer.MAX_VALUE);
              }
            })) {
      List<ScoringRequest> requests =
          List.of(request("mood", "one"), request("mood", "two"), request("mood", "three"));

      List<CompletableFuture<ScoringResult>> futures = engine.submitAll(requests);

      assertThat(futures).allSatisfy(future -> assertThat(future.join().label()).isPresent());
      assertThat(engine.status().alive()).isTrue();
    }
  }

  @Test
  void saysThatThereWasNoMemoryForASingleText() {
    try (BatchingEngine engine =
        engine(EngineSettings.defaults(), batch -> ByteBuffer.allocateDirect(Integer.MAX_VALUE))) {
      CompletableFuture<ScoringResult> future = engine.submit(request("mood", "one"));

      assertThat(reason(future)).isEqualTo(Reason.ENGINE_FAILED);
      assertThatThrownBy(future::join).hasMessageContaining("OutOfMemoryError");
      assertThat(engine.status().alive()).isTrue();
    }
  }

  @Test
  void tellsTheCallerWhenTheDeadlinePassesEvenIfAPassHangs() {
    HeldPass pass = HeldPass.untilReleased();
    EngineSettings settings = settings(16, 4, Duration.ofMillis(150));
    try (BatchingEngine engine = engine(settings, pass)) {
      List<CompletableFuture<ScoringResult>> futures =
          engine.submitAll(List.of(request("mood", "one"), request("mood", "two")));

      assertThat(reason(futures.get(0))).isEqualTo(Reason.DEADLINE_EXCEEDED);
      assertThat(reason(futures.get(1))).isEqualTo(Reason.DEADLINE_EXCEEDED);
      assertThat(engine.status().currentBatchNanos()).isPositive();
      pass.release();
    }
  }

  @Test
  void holdsTheCallerWhileTheQueueIsFull() {
    HeldPass pass = HeldPass.untilReleased();
    try (BatchingEngine engine = engine(settings(4, 2, Duration.ofSeconds(30)), pass)) {
      CompletableFuture<ScoringResult> first = engine.submit(request("mood", "first"));
      pass.awaitBegun();
      List<ScoringRequest> six = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        six.add(request("mood", "number " + i));
      }

      CompletableFuture<List<CompletableFuture<ScoringResult>>> submitting =
          CompletableFuture.supplyAsync(() -> engine.submitAll(six));

      while (engine.status().queueDepth() < 4) {
        Thread.onSpinWait();
      }
      assertThat(submitting).isNotDone();
      pass.release();
      assertThat(submitting.join()).allSatisfy(future -> assertThat(future.join()).isNotNull());
      assertThat(first.join()).isNotNull();
    }
  }

  @Test
  void anInterruptedThreadClosesItOnlyAfterThePassUnderWay() {
    HeldPass pass = HeldPass.untilReleased();
    BatchingEngine engine = engine(settings(4, 2, Duration.ofSeconds(30)), pass);
    CompletableFuture<ScoringResult> asked = engine.submit(request("mood", "one"));
    pass.awaitBegun();

    CompletableFuture<Boolean> interruptedAfterwards =
        CompletableFuture.supplyAsync(
            () -> {
              Thread.currentThread().interrupt();
              engine.close();
              return Thread.interrupted();
            });

    assertThatThrownBy(() -> interruptedAfterwards.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    pass.release();
    assertThat(interruptedAfterwards.join()).isTrue();
    assertThat(asked.join().label()).isPresent();
  }

  @Test
  void keepsTheNumberOfLiveArraysOverThousandsOfBatchesAndUpdates() {
    try (NDManager scratch = real.newManager();
        BatchingEngine engine = engine(settings(64, 8, Duration.ofSeconds(30)), batch -> {})) {
      NDManager backbone = scratch.getParentManager();
      run(engine, 50);
      int before = backbone.getManagedArrays().size();

      run(engine, 1000);

      assertThat(backbone.getManagedArrays()).hasSize(before).hasSizeGreaterThan(100);
      assertThat(engine.status().batches()).isGreaterThan(1000);
    }
  }

  @Test
  void keepsTheNumberOfLiveArraysOverTenThousandUpdates() {
    try (NDManager scratch = real.newManager();
        BatchingEngine engine = engine(settings(64, 8, Duration.ofSeconds(30)), batch -> {})) {
      NDManager backbone = scratch.getParentManager();
      run(engine, 50);
      int before = backbone.getManagedArrays().size();

      for (int i = 0; i < 10_000; i++) {
        engine.install(new TaskModel("mood", 100 + i, 1, task.parameters())).join();
      }

      assertThat(engine.submit(request("mood", "hi")).join().taskVersion()).isEqualTo(10_099);
      assertThat(backbone.getManagedArrays()).hasSize(before);
    }
  }

  private void run(BatchingEngine engine, int rounds) {
    for (int i = 0; i < rounds; i++) {
      engine.submit(request("mood", "hi")).join();
      if (i % 3 == 0) {
        engine.install(new TaskModel("mood", 2 + i, 1, task.parameters())).join();
      }
    }
  }

  private BatchingEngine engine(EngineSettings settings, Consumer<TokenBatch> beforePass) {
    BatchingEngine engine = new BatchingEngine(new FaultyBackbone(real, beforePass), settings);
    engine.install(prompt).join();
    engine.install(task).join();
    return engine;
  }

  private static EngineSettings settings(int queue, int batch, Duration deadline) {
    return new EngineSettings(
        1,
        queue,
        batch,
        batch,
        4096,
        128,
        4096,
        deadline,
        Duration.ofSeconds(30),
        GenerationSettings.defaults());
  }
}
