package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.trainer.learn.LearnerSettings;
import io.mptstreams.trainer.learn.Learning;
import io.mptstreams.trainer.learn.LearningJob;
import io.mptstreams.trainer.learn.LearningOutcome;
import io.mptstreams.trainer.learn.TrainerCore;
import io.mptstreams.trainer.trigger.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a task goes through beside learning: a newer shared prompt arrives, who moves and who stays;
 * its world turns, and it goes back.
 */
class VectorLearningTest {

  private static final String TASK = "topics";
  private static Backbone backbone;
  private static SharedPrompt old;

  private final List<Example> examples = Sentences.sportAndMoney(TASK);
  private Learning run;
  private TrainerCore core;
  private int added;

  @BeforeAll
  static void openBackbone() {
    backbone = Backbones.open(BackboneSettings.defaults());
    old = SharedPrompts.packaged(backbone.info()).orElseThrow();
  }

  @AfterAll
  static void closeBackbone() {
    backbone.close();
  }

  @BeforeEach
  void aTask() {
    LearnerSettings settings = LearnerSettings.defaults();
    run =
        LearnerAssembly.learning(
            backbone, settings, LearnerAssembly.features(backbone, settings.adapt()), "test");
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    core = new TrainerCore(settings, old, "test", clock);
    core.define(Sentences.wrongWayRound(TASK));
  }

  @Test
  void aTaskMovesToAPromptThatCostsNothing() {
    label(40);
    learn();
    core.add(old.withVersion(old.version() + 1));

    LearningOutcome move = learn().get(0);

    assertThat(move.job().trigger()).isEqualTo(Trigger.PROMPT);
    assertThat(move.ledger().kind()).isEqualTo(LedgerKind.PROMOTED);
    assertThat(move.update().map(TaskUpdate::sharedPromptVersion)).hasValue(old.version() + 1);
  }

  @Test
  void aTaskThatWouldLoseKeepsTheOldPromptForGood() {
    label(40);
    learn();
    core.add(spoiled());

    LearningOutcome stay = learn().get(0);
    label(16);
    List<LearningOutcome> later = learn();

    assertThat(stay.job().trigger()).isEqualTo(Trigger.PROMPT);
    assertThat(stay.ledger().kind()).isEqualTo(LedgerKind.REJECTED);
    assertThat(stay.ledger().reason())
        .startsWith("shared prompt " + old.version() + " stays; " + (old.version() + 1));
    assertThat(stay.update()).isEmpty();
    assertThat(later).isNotEmpty();
    assertThat(later)
        .allSatisfy(
            outcome -> {
              assertThat(outcome.job().trigger()).isNotEqualTo(Trigger.PROMPT);
              assertThat(outcome.job().shared().version()).isEqualTo(old.version());
            });
  }

  @Test
  void aTaskThatHasNotLearnedYetStaysByAVersionOfItsOwn() {
    label(20);
    core.add(spoiled());

    LearningOutcome stay = learn().get(0);

    TaskUpdate update = stay.update().orElseThrow();
    assertThat(stay.job().champion().version()).isEqualTo(1);
    assertThat(update.version()).isEqualTo(2);
    assertThat(update.sharedPromptVersion()).isEqualTo(old.version());
    assertThat(stay.ledger().exampleIds()).isEmpty();
  }

  @Test
  void aVersionThatNewLabelsSpeakAgainstGivesWayToItsPredecessor() {
    label(40);
    learn();
    turned(40, 60);

    LearningOutcome back = learn().get(0);

    assertThat(back.ledger().kind()).isEqualTo(LedgerKind.ROLLED_BACK);
    assertThat(back.ledger().reason()).startsWith("back to version 1: ");
    assertThat(back.update().map(TaskUpdate::version)).hasValue(3L);
  }

  @Test
  void aTaskWhoseLabelsSayNothingAfterAllGoesBackToItsColdStart() {
    do {
      label(1);
      learn();
    } while (core.status().get(0).version() == 1);
    int learned = added;
    for (int i = 0; i + 1 < learned; i += 4) {
      turned(i, i + 2);
    }

    LearningOutcome back = learn().get(0);

    assertThat(back.ledger().kind()).isEqualTo(LedgerKind.ROLLED_BACK);
    assertThat(back.ledger().reason())
        .startsWith("back to the cold start: the labels may be random, predicted ");
    assertThat(back.ledger().exampleIds()).isEmpty();
    assertThat(back.update().map(TaskUpdate::labelVectors)).hasValue(coldStart().labelVectors());
    assertThat(core.status().get(0).version()).isEqualTo(3);

    for (Example e : examples.subList(0, learned + 20)) {
      core.add(e, 0, added++);
    }

    assertThat(learn().get(0).ledger().kind()).isEqualTo(LedgerKind.PROMOTED);
  }

  private static TaskParameters coldStart() {
    return LearnerAssembly.coldStarts(backbone).of(old, Sentences.wrongWayRound(TASK));
  }

  /** Under a newer version, and so loud that the text is not heard. */
  private static SharedPrompt spoiled() {
    Random random = new Random(3);
    float[] values = old.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 * (float) random.nextGaussian();
    }
    return new SharedPrompt(
        old.version() + 1,
        old.backboneDigest(),
        old.length(),
        old.width(),
        old.rank(),
        values,
        old.u(),
        old.v());
  }

  private void label(int count) {
    for (int i = 0; i < count; i++) {
      core.add(examples.get(added), 0, added++);
    }
  }

  /** Labels that say the opposite. */
  private void turned(int from, int to) {
    for (Example e : examples.subList(from, to)) {
      String other = e.label().equals("sport") ? "money" : "sport";
      core.add(TrainerCluster.example(TASK, e.eventId(), e.text(), other), 0, added++);
    }
  }

  /** Looks until nothing is due. */
  private List<LearningOutcome> learn() {
    List<LearningOutcome> outcomes = new ArrayList<>();
    for (Optional<LearningJob> job = core.next(); job.isPresent(); job = core.next()) {
      LearningOutcome outcome = run.run(job.get());
      assertThat(core.isCurrent(outcome.job())).as("%s", outcome.ledger()).isTrue();
      core.settle(outcome);
      outcomes.add(outcome);
    }
    return outcomes;
  }
}
