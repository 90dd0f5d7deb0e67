package io.mptstreams.streams.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.streams.MiniLmExtension;
import io.mptstreams.streams.Samples;
import io.mptstreams.streams.metrics.ScorerMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bank on a real engine: what is asked is what the engine then answers. */
class TaskBankTest {

  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final List<String> LABELS = List.of("happy", "sad");

  private final List<LedgerEntry> ledger = new CopyOnWriteArrayList<>();
  private final List<Long> kept = new CopyOnWriteArrayList<>();
  private BatchingEngine engine;
  private TaskBank bank;
  private SharedPrompt prompt;

  @BeforeEach
  void open() {
    engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
    prompt = miniLm.prompt();
    bank =
        new TaskBank(
            engine,
            () -> prompt,
            ledger::add,
            update -> kept.add(update.version()),
            new ScorerMetrics(new SimpleMeterRegistry()),
            3,
            "test",
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    bank.close();
    engine.close();
  }

  @Test
  void startsATaskFromItsLabelPhrases() {
    bank.define("mood", Samples.mood("mood"));

    assertThat(answer("mood").taskVersion()).isEqualTo(1);
    assertThat(answer("mood").labels()).containsExactly("happy", "sad");
  }

  @Test
  void servesTheNewestOfWhatWasRestored() {
    update(update(2, 1));
    update(update(3, 2));
    bank.define("mood", Samples.mood("mood"));
    bank.restored();

    assertThat(answer("mood").taskVersion()).isEqualTo(3);
    assertThat(ledger).isEmpty();
  }

  @Test
  void tellsTheLedgerWhatItAppliesWhileItRuns() {
    running();

    update(update(2, 1));

    assertThat(answer("mood").taskVersion()).isEqualTo(2);
    await().until(() -> ledger.size() == 1);
    assertThat(ledger.get(0).kind()).isEqualTo(LedgerKind.APPLIED);
    assertThat(ledger.get(0).version()).hasValue(2);
  }

  @Test
  void keepsServingWhenAnUpdateIsRefused() {
    running();
    update(update(5, 1));

    update(update(4, 2));
    update(update(5, 3));
    update(update(1, 3));
    update(Samples.update("mood", 6, prompt, List.of("happy", "angry"), 1));
    update(forAnotherBackbone(update(6, 1)));
    update(wrongWidth(6));
    update(notFinite(update(6, 1)));

    assertThat(refusals())
        .containsExactly(
            ErrorCode.STALE_VERSION,
            ErrorCode.VERSION_REUSED,
            ErrorCode.STALE_VERSION,
            ErrorCode.WRONG_LABELS,
            ErrorCode.WRONG_BACKBONE,
            ErrorCode.WRONG_SHAPE,
            ErrorCode.NOT_FINITE);
    assertThat(answer("mood").taskVersion()).isEqualTo(5);
  }

  @Test
  void ignoresARedelivery() {
    running();
    update(update(2, 1));
    update(update(2, 1));

    assertThat(refusals()).isEmpty();
  }

  @Test
  void isNotShutOutByARefusedUpdateWithAHugeNumber() {
    running();
    update(Samples.update("mood", Long.MAX_VALUE, prompt, List.of("angry", "bored"), 1));

    update(update(2, 1));

    assertThat(answer("mood").taskVersion()).isEqualTo(2);
  }

  @Test
  void letsAnUpdateWaitForItsSharedPrompt() {
    running();
    SharedPrompt next = next(prompt);
    update(Samples.update("mood", 2, next, LABELS, 1));
    assertThat(answer("mood").taskVersion()).isEqualTo(1);

    bank.prompt(Samples.record(next));

    assertThat(answer("mood").taskVersion()).isEqualTo(2);
    assertThat(answer("mood").sharedPromptVersion()).isEqualTo(2);
    assertThat(refusals()).isEmpty();
  }

  @Test
  void keepsTheVersionThatServesWhenWhatComesBehindItCannotBeServed() {
    running();
    update(update(5, 1));
    assertThat(kept).isEmpty();

    update(Samples.update("mood", 6, prompt, List.of("angry", "bored"), 1));
    update(update(4, 2));

    assertThat(kept).containsExactly(5L);
    assertThat(answer("mood").taskVersion()).isEqualTo(5);
  }

  @Test
  void keepsTheVersionThatServesWhileANewerOneWaitsForItsSharedPrompt() {
    running();
    update(update(2, 1));

    update(Samples.update("mood", 3, next(prompt), LABELS, 1));

    assertThat(kept).containsExactly(2L);
  }

  @Test
  void servesTheKeptVersionIfCompactionLeftOnlyOneThatCannotBeServed() {
    update(Samples.update("mood", 8, prompt, List.of("angry", "bored"), 1));
    bank.keep("mood", update(6, 1), Samples.REGISTERED);
    bank.keep("mood", update(7, 1), Samples.LATER);
    bank.keep("mood", update(5, 1), Samples.LATER);
    bank.define("mood", Samples.trying(Samples.mood("mood"), 7, 0));
    bank.restored();

    assertThat(answer("mood").taskVersion()).isEqualTo(5);
  }

  @Test
  void servesTheKeptVersionIfCompactionLeftOnlyBytesThatCannotBeRead() {
    bank.unreadable("mood", new RecordRejectedException(ErrorCode.NOT_AVRO, "junk"));
    bank.keep("mood", update(5, 1), Instant.now());
    bank.define("mood", Samples.mood("mood"));
    bank.restored();

    assertThat(answer("mood").taskVersion()).isEqualTo(5);
  }

  @Test
  void pinsAndUnpinsAVersion() {
    running();
    update(update(2, 1));
    update(update(3, 2));

    bank.define("mood", Samples.pinned(Samples.mood("mood"), 2));
    assertThat(answer("mood").taskVersion()).isEqualTo(2);
    update(update(4, 3));
    assertThat(answer("mood").taskVersion()).isEqualTo(2);

    bank.define("mood", Samples.mood("mood"));
    assertThat(answer("mood").taskVersion()).isEqualTo(4);
    bank.define("mood", Samples.pinned(Samples.mood("mood"), 1));
    assertThat(answer("mood").taskVersion()).isEqualTo(1);
  }

  @Test
  void pinsAVersionThatWasPublishedToBeKept() {
    bank.define("mood", Samples.pinned(Samples.mood("mood"), 2));
    bank.keep("mood", update(2, 1), Instant.now());
    update(update(9, 2));
    bank.restored();

    assertThat(answer("mood").taskVersion()).isEqualTo(2);
  }

  @Test
  void saysThatAPinnedVersionIsNotAtHandAndServesTheNewest() {
    running();
    update(update(9, 2));

    bank.define("mood", Samples.pinned(Samples.mood("mood"), 4));

    assertThat(refusals()).containsExactly(ErrorCode.UNKNOWN_VERSION);
    assertThat(answer("mood").taskVersion()).isEqualTo(9);
  }

  @Test
  void givesANewLabelAVectorFromItsPhraseAndDropsALostOne() {
    running();
    update(update(2, 1));

    bank.define("mood", later(Samples.task("mood", "happy", "bored")));

    ScoringResult result = answer("mood");
    assertThat(result.taskVersion()).isEqualTo(2);
    assertThat(result.labels()).containsExactly("happy", "bored");
  }

  @Test
  void forgetsATaskThatIsTakenOut() {
    running();
    answer("mood");

    bank.undefine("mood");

    assertThatThrownBy(() -> bank.serving("mood"))
        .isInstanceOfSatisfying(
            RecordRejectedException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TASK));
  }

  @Test
  void startsAnewWhenItsUpdatesAreWithdrawn() {
    running();
    update(update(2, 1));
    bank.keep("mood", update(2, 1), Instant.now());

    bank.withdraw("mood");

    assertThat(answer("mood").taskVersion()).isEqualTo(1);
  }

  @Test
  void restoresManyTasksWithoutMakingTheirStarts() {
    for (int i = 0; i < 2_000; i++) {
      bank.define("t" + i, Samples.mood("t" + i));
    }
    update(update(2, 1));
    bank.define("mood", Samples.mood("mood"));

    bank.restored();

    assertThat(engine.status().tasks()).isEqualTo(1);
    assertThat(bank.status()).hasSize(2_001);
  }

  private void running() {
    bank.define("mood", Samples.mood("mood"));
    bank.restored();
    assertThat(answer("mood").taskVersion()).isEqualTo(1);
  }

  private void update(TaskUpdate update) {
    bank.update("mood", update, Instant.now());
  }

  private TaskUpdate update(long version, long seed) {
    return Samples.update("mood", version, prompt, LABELS, seed);
  }

  private ScoringResult answer(String task) {
    bank.serving(task);
    return engine.submit(new ScoringRequest(task, "what a day", Optional.empty())).join();
  }

  private List<ErrorCode> refusals() {
    return ledger.stream()
        .filter(entry -> entry.kind() == LedgerKind.REFUSED)
        .map(entry -> entry.code().orElseThrow())
        .toList();
  }

  private static SharedPrompt next(SharedPrompt prompt) {
    return new SharedPrompt(
        2,
        prompt.backboneDigest(),
        prompt.length(),
        prompt.width(),
        prompt.rank(),
        prompt.values(),
        prompt.u(),
        prompt.v());
  }

  private static TaskUpdate forAnotherBackbone(TaskUpdate update) {
    return Samples.with(update, "another", update.scale());
  }

  private static TaskUpdate notFinite(TaskUpdate update) {
    return Samples.with(update, update.backboneDigest(), Float.NaN);
  }

  private TaskUpdate wrongWidth(long version) {
    SharedPrompt narrow =
        new SharedPrompt(
            1, prompt.backboneDigest(), 4, 8, 1, new float[32], new float[4], new float[8]);
    return Samples.update("mood", version, narrow, LABELS, 1);
  }

  private static io.mptstreams.schemas.record.TaskDefinition later(
      io.mptstreams.schemas.record.TaskDefinition task) {
    return Samples.registered(task, Samples.LATER.plusSeconds(1));
  }
}
