package io.mptstreams.streams.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.streams.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bank on a real engine: what is asked is what the engine then answers. */
class TaskBankTest {

  @RegisterExtension final BankOnEngine fixture = new BankOnEngine();

  @Test
  void startsATaskFromItsLabelPhrases() {
    fixture.bank().define("mood", Samples.mood("mood"));

    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(1);
    assertThat(fixture.answer("mood").labels()).containsExactly("happy", "sad");
  }

  @Test
  void servesTheNewestOfWhatWasRestored() {
    fixture.apply(fixture.update(2, 1));
    fixture.apply(fixture.update(3, 2));
    fixture.bank().define("mood", Samples.mood("mood"));
    fixture.bank().restored();

    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(3);
    assertThat(fixture.ledger()).isEmpty();
  }

  @Test
  void tellsTheLedgerWhatItAppliesWhileItRuns() {
    fixture.running();

    fixture.apply(fixture.update(2, 1));

    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(2);
    await().until(() -> fixture.ledger().size() == 1);
    assertThat(fixture.ledger().get(0).kind()).isEqualTo(LedgerKind.APPLIED);
    assertThat(fixture.ledger().get(0).version()).hasValue(2);
  }

  @Test
  void letsAnUpdateWaitForItsSharedPrompt() {
    fixture.running();
    SharedPrompt next = fixture.nextPrompt();
    fixture.apply(Samples.update("mood", 2, next, BankOnEngine.LABELS, 1));
    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(1);

    fixture.bank().prompt(Samples.record(next));

    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(2);
    assertThat(fixture.answer("mood").sharedPromptVersion()).isEqualTo(2);
    assertThat(fixture.refusals()).isEmpty();
  }

  @Test
  void givesANewLabelAVectorFromItsPhraseAndDropsALostOne() {
    fixture.running();
    fixture.apply(fixture.update(2, 1));

    fixture.bank().define("mood", later(Samples.task("mood", "happy", "bored")));

    ScoringResult result = fixture.answer("mood");
    assertThat(result.taskVersion()).isEqualTo(2);
    assertThat(result.labels()).containsExactly("happy", "bored");
  }

  @Test
  void forgetsATaskThatIsTakenOut() {
    fixture.running();
    fixture.answer("mood");

    fixture.bank().undefine("mood");

    assertThatThrownBy(() -> fixture.bank().serving("mood"))
        .isInstanceOfSatisfying(
            RecordRejectedException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TASK));
  }

  @Test
  void startsAnewWhenItsUpdatesAreWithdrawn() {
    fixture.running();
    fixture.apply(fixture.update(2, 1));
    fixture.bank().keep("mood", fixture.update(2, 1), Instant.now());

    fixture.bank().withdraw("mood");

    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(1);
  }

  @Test
  void restoresManyTasksWithoutMakingTheirStarts() {
    for (int i = 0; i < 2_000; i++) {
      fixture.bank().define("t" + i, Samples.mood("t" + i));
    }
    fixture.apply(fixture.update(2, 1));
    fixture.bank().define("mood", Samples.mood("mood"));

    fixture.bank().restored();

    assertThat(fixture.engine().status().tasks()).isEqualTo(1);
    assertThat(fixture.bank().status()).hasSize(2_001);
  }

  private static TaskDefinition later(TaskDefinition task) {
    return Samples.registered(task, Samples.LATER.plusSeconds(1));
  }
}
