package io.mptstreams.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.scoring.ScoringException.Reason;
import io.mptstreams.engine.testing.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0} workers")
@ValueSource(ints = {1, 3})
class BatchingEngineTest {

  private static final List<String> TEXTS =
      List.of(
          "a gripping, beautifully shot film",
          "dull",
          "I would like to move the meeting from Tuesday afternoon to some time next week, if that"
              + " is at all possible for the others who were invited and have not answered yet",
          "wake me at six",
          "The parcel never came and nobody answers the phone.",
          "what is the weather like in Lisbon tomorrow?");

  private final Backbone backbone = Models.miniLm();
  private final SharedPrompt prompt = SharedPrompts.fromVocabulary(backbone, 5, 3);
  private final TaskModel mood = Models.task(prompt, "mood", 1, List.of("bad", "good"), 1);
  private final TaskModel intent =
      Models.task(prompt, "intent", 1, List.of("alarm", "weather", "complaint", "calendar"), 2);
  private final int workers;
  private BatchingEngine engine;

  BatchingEngineTest(int workers) {
    this.workers = workers;
  }

  @BeforeEach
  void start() {
    engine = new BatchingEngine(backbone, EngineSettings.defaults().withWorkers(workers));
    engine.install(prompt).join();
    engine.install(mood).join();
    engine.install(intent).join();
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void givesATextInAMixedBatchWhatItGetsAlone() {
    List<ScoringRequest> mixed = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      mixed.add(request(i % 2 == 0 ? "mood" : "intent", TEXTS.get(i % TEXTS.size())));
    }

    List<ScoringResult> together =
        engine.submitAll(mixed).stream().map(CompletableFuture::join).toList();

    for (int i = 0; i < mixed.size(); i++) {
      ScoringResult alone = engine.submit(mixed.get(i)).join();
      assertThat(together.get(i).task()).isEqualTo(mixed.get(i).task());
      assertClose(together.get(i).probabilities(), alone.probabilities());
    }
  }

  @Test
  void givesTheNumbersOfTheOfflineScorer() {
    List<ScoringRequest> requests = TEXTS.stream().map(text -> request("intent", text)).toList();

    List<ScoringResult> offline = new OfflineScorer(backbone).score(prompt, intent, requests);

    List<CompletableFuture<ScoringResult>> online = engine.submitAll(requests);
    for (int i = 0; i < requests.size(); i++) {
      assertClose(offline.get(i).probabilities(), online.get(i).join().probabilities());
      assertThat(offline.get(i).label()).isEqualTo(online.get(i).join().label());
    }
  }

  @Test
  void answersWithTheNewVersionAfterAnUpdateAndWithTheOldOneBefore() {
    TaskModel newer = Models.task(prompt, "mood", 2, List.of("good", "bad"), 9);

    ScoringResult before = engine.submit(request("mood", TEXTS.get(0))).join();
    assertThat(engine.install(newer).join().toMillis()).isLessThan(1000);
    ScoringResult after = engine.submit(request("mood", TEXTS.get(0))).join();

    assertThat(before.taskVersion()).isEqualTo(1);
    assertThat(before.labels()).containsExactly("bad", "good");
    assertThat(after.taskVersion()).isEqualTo(2);
    assertThat(after.labels()).containsExactly("good", "bad");
    assertThat(after.sharedPromptVersion()).isEqualTo(1);
  }

  @Test
  void installsManyAtOnceAsIfOneByOne() {
    List<CompletableFuture<?>> switches = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      switches.add(engine.install(named("t" + i % 40, 2 + i, i)));
      if (i == 60) {
        switches.add(engine.remove("t7"));
      }
    }
    switches.forEach(CompletableFuture::join);

    for (int t : new int[] {0, 8, 19, 20, 39}) {
      int last = t < 20 ? 80 + t : 40 + t;
      ScoringResult alone =
          new OfflineScorer(backbone)
              .score(prompt, named("t" + t, 2 + last, last), List.of(request("", TEXTS.get(0))))
              .get(0);
      ScoringResult result = engine.submit(request("t" + t, TEXTS.get(0))).join();
      assertThat(result.taskVersion()).isEqualTo(2 + last);
      assertClose(result.probabilities(), alone.probabilities());
    }
    assertThat(engine.submit(request("t7", TEXTS.get(0))).join().taskVersion()).isEqualTo(89);
    assertThat(engine.status().tasks()).isEqualTo(42);
  }

  @Test
  void knowsATaskThatWasInstalledJustBeforeItsFirstText() {
    TaskModel model = named("first", 1, 1);
    List<CompletableFuture<ScoringResult>> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String task = "task" + i;
      var unused =
          engine.install(new TaskModel(task, 1, model.sharedPromptVersion(), model.parameters()));
      answers.add(engine.submit(request(task, "ok")));
    }

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.join().labels()).isEqualTo(List.of("a", "b", "c")));
  }

  private TaskModel named(String task, long version, int seed) {
    return Models.task(
        prompt, task, version, List.of("a", "b", "c").subList(0, 2 + seed % 2), seed);
  }

  @Test
  void refusesBadTextsAloneAndScoresTheOthers() {
    List<CompletableFuture<ScoringResult>> futures =
        engine.submitAll(
            List.of(
                request("mood", "fine"),
                request("mood", ""),
                request("mood", " \t\n"),
                request("mood", "broken \ud83d text"),
                request("mood", "x".repeat(64 * 1024 + 1)),
                request("nobody", "fine"),
                request("mood", "😀 fine too")));

    assertThat(futures.get(0).join().task()).isEqualTo("mood");
    assertThat(reason(futures.get(1))).isEqualTo(Reason.EMPTY_TEXT);
    assertThat(reason(futures.get(2))).isEqualTo(Reason.EMPTY_TEXT);
    assertThat(reason(futures.get(3))).isEqualTo(Reason.INVALID_UNICODE);
    assertThat(reason(futures.get(4))).isEqualTo(Reason.TEXT_TOO_LARGE);
    assertThat(reason(futures.get(5))).isEqualTo(Reason.UNKNOWN_TASK);
    assertThat(futures.get(6).join().task()).isEqualTo("mood");
  }

  @Test
  void cutsALongTextAndSaysSo() {
    ScoringResult result = engine.submit(request("mood", "long story ".repeat(600))).join();

    assertThat(result.truncated()).isTrue();
    assertThat(result.confidence()).isBetween(0f, 1f);
  }

  @Test
  void forgetsARemovedTask() {
    engine.remove("mood").join();

    assertThat(reason(engine.submit(request("mood", "fine")))).isEqualTo(Reason.UNKNOWN_TASK);
    assertThat(engine.status().tasks()).isEqualTo(1);
  }

  @Test
  void saysThatThisBackboneWritesNoText() {
    assertThatThrownBy(() -> engine.coldStart(1, List.of(), List.of()).join())
        .hasCauseInstanceOf(InvalidParametersException.class)
        .hasMessageContaining("a task without labels needs a backbone that writes text");
  }

  @Test
  void startsATaskFromItsPhrases() {
    TaskParameters start =
        engine
            .coldStart(1, List.of("rain", "food"), List.of("rain and storms", "soup and bread"))
            .join();
    engine.install(new TaskModel("topics", 1, 1, start)).join();

    assertThat(start.u()).isEqualTo(prompt.u());
    assertThat(start.v()).isEqualTo(prompt.v());
    double squares = 0;
    for (int j = 0; j < 384; j++) {
      squares += start.labelVectors()[j] * start.labelVectors()[j];
    }
    assertThat(squares).isCloseTo(1, within(1e-5));
    assertThat(engine.submit(request("topics", "we had soup and bread")).join().label())
        .contains("food");
  }

  @Test
  void refusesAtOnceWhatDoesNotFit() {
    TaskModel unknownPrompt = new TaskModel("mood", 2, 99, mood.parameters());
    SharedPrompt longer = SharedPrompts.fromVocabulary(backbone, 6, 3);
    SharedPrompt foreign =
        new SharedPrompt(
            2, "0".repeat(64), prompt.length(), 384, 1, prompt.values(), prompt.u(), prompt.v());

    assertThatThrownBy(() -> engine.install(unknownPrompt))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessage("shared prompt 99 is not installed, there are [1]");
    assertThatThrownBy(() -> engine.install(longer))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessageContaining("has length 36")
        .hasMessageContaining("this engine's prompts have length 30");
    assertThatThrownBy(() -> engine.install(foreign))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessageContaining("was made for backbone 000");
  }

  @Test
  void answersWhatWasSubmittedBeforeItClosesAndNothingAfter() {
    List<ScoringRequest> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(request("mood", TEXTS.get(i % TEXTS.size())));
    }
    List<CompletableFuture<ScoringResult>> futures = engine.submitAll(many);

    engine.close();

    assertThat(futures).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
    assertThat(reason(engine.submit(request("mood", "late")))).isEqualTo(Reason.ENGINE_FAILED);
    assertThat(engine.status().alive()).isFalse();
  }

  static ScoringRequest request(String task, String text) {
    return new ScoringRequest(task, text, Optional.empty());
  }

  static Reason reason(CompletableFuture<ScoringResult> future) {
    try {
      throw new AssertionError("scored " + future.join());
    } catch (CompletionException e) {
      return ((ScoringException) e.getCause()).reason();
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }
}
