package io.mptstreams.engine.scoring;

import static io.mptstreams.engine.scoring.BatchingEngineTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.testing.FaultyBackbone;
import io.mptstreams.engine.testing.HeldPass;
import io.mptstreams.engine.testing.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several batches at the same time, on one bank. */
@Timeout(120)
class EngineWorkersTest {

  private final Backbone real = Models.miniLm();
  private final SharedPrompt prompt = SharedPrompts.fromVocabulary(real, 4, 3);

  @Test
  void runsAsManyBatchesAtTheSameTimeAsThereAreWorkers() {
    // Given passes that go on only when two of them have begun
    HeldPass both = HeldPass.untilTogether(2);
    try (BatchingEngine engine = engine(2, both)) {
      engine.install(version(1)).join();

      CompletableFuture<ScoringResult> first = engine.submit(request("mood", "one"));
      both.awaitBegun();
      CompletableFuture<ScoringResult> second = engine.submit(request("mood", "two"));

      assertThat(first.join().taskVersion()).isEqualTo(1);
      assertThat(second.join().taskVersion()).isEqualTo(1);
    }
  }

  @Test
  void answersABatchUnderWayByTheVersionItBeganWithWhateverIsInstalledMeanwhile() {
    HeldPass pass = HeldPass.untilReleased();
    try (BatchingEngine engine = engine(2, pass)) {
      engine.install(version(1)).join();
      CompletableFuture<ScoringResult> held = engine.submit(request("mood", "a fine day"));
      pass.awaitBegun();

      // When versions come of which the third takes the rows that the first has left
      engine.install(version(2)).join();
      engine.install(version(3)).join();
      pass.release();

      assertThat(held.join().taskVersion()).isEqualTo(1);
      assertScoredOffline(held.join(), "a fine day");
    }
  }

  @Test
  void givesEachTextTheNumbersOfTheVersionThatItsAnswerNames() {
    List<CompletableFuture<ScoringResult>> answers = new ArrayList<>();
    try (BatchingEngine engine = engine(3, batch -> {})) {
      engine.install(version(1)).join();
      for (int version = 2; version <= 60; version++) {
        for (int i = 0; i < 10; i++) {
          answers.add(engine.submit(request("mood", text(answers.size()))));
        }
        engine.install(version(version));
        if (version % 10 == 0) {
          answers.get(answers.size() - 1).join();
        }
      }
      answers.forEach(CompletableFuture::join);
    }

    assertThat(answers.stream().map(answer -> answer.join().taskVersion()).distinct())
        .hasSizeGreaterThan(5);
    for (int i = 0; i < answers.size(); i++) {
      assertScoredOffline(answers.get(i).join(), text(i));
    }
  }

  private static String text(int i) {
    return "the delivery of box " + i % 10 + " was late";
  }

  private void assertScoredOffline(ScoringResult result, String text) {
    ScoringResult offline =
        new OfflineScorer(real)
            .score(prompt, version(result.taskVersion()), List.of(request("mood", text)))
            .get(0);
    for (int i = 0; i < offline.probabilities().length; i++) {
      assertThat(result.probabilities()[i]).isCloseTo(offline.probabilities()[i], within(1e-5f));
    }
  }

  private TaskModel version(long version) {
    return Models.task(prompt, "mood", version, List.of("bad", "good"), (int) version);
  }

  private BatchingEngine engine(int workers, Consumer<TokenBatch> beforePass) {
    BatchingEngine engine =
        new BatchingEngine(
            new FaultyBackbone(real, beforePass), EngineSettings.defaults().withWorkers(workers));
    engine.install(prompt).join();
    return engine;
  }
}
