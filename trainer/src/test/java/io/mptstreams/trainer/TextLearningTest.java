package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.TargetLikelihood;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.service.UpdateRecords;
import io.mptstreams.trainer.adapt.AdaptSettings;
import io.mptstreams.trainer.learn.LearnerSettings;
import io.mptstreams.trainer.learn.Learning;
import io.mptstreams.trainer.learn.LearningJob;
import io.mptstreams.trainer.learn.LearningOutcome;
import io.mptstreams.trainer.learn.TrainerCore;
import io.mptstreams.trainer.trigger.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A task on a T5 learns in the stream: by reference texts if it writes, by labels' names if not.
 */
class TextLearningTest {

  private static final String TASK = "replies";
  private static final int ENOUGH = 32;

  /** A model of random weights learns nothing but what it has seen, so the guests ask the same. */
  private static final List<String> QUESTIONS =
      List.of("When does somebody come?", "Is anybody there?");

  private static final List<String> OTHER_REPLIES =
      List.of(
          "Nobody.",
          "Not before noon",
          "Please call again tomorrow",
          "Someone will ring you",
          "Closed for lunch",
          "Two of them",
          "Ask the porter downstairs",
          "It depends",
          "Yes",
          "Try number nine",
          "Rain",
          "blue blue blue",
          "Seven past eleven",
          "The lift is broken",
          "green",
          "Room under the stairs",
          "Paper and ink",
          "Never again",
          "Leave your number",
          "Tea");

  private static Backbone backbone;
  private static SharedPrompt prompt;

  private Learning learning;
  private TrainerCore core;
  private int added;

  @BeforeAll
  static void openBackbone() {
    Path t5 = Path.of(System.getProperty("mpt.shared", "../../shared"), "fixtures", "t5");
    Assumptions.assumeTrue(Files.isDirectory(t5), "SKIPPED: " + t5.toAbsolutePath() + " is absent");
    backbone = Backbones.open(BackboneSettings.defaults().withSource(t5.toString()));
    prompt = SharedPrompts.fromVocabulary(backbone, 20, 7);
  }

  @AfterAll
  static void closeBackbone() {
    if (backbone != null) {
      backbone.close();
    }
  }

  @BeforeEach
  void aTrainer() {
    LearnerSettings settings = settings();
    learning =
        LearnerAssembly.learning(
            backbone, settings, LearnerAssembly.features(backbone, settings.adapt()), "test");
    core = new TrainerCore(settings, prompt, "test", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  private static LearnerSettings settings() {
    AdaptSettings some = AdaptSettings.defaults();
    return LearnerSettings.defaults()
        .withAdapt(
            new AdaptSettings(
                some.readout(),
                some.noise(),
                some.folds(),
                ENOUGH,
                some.promptGrowth(),
                some.prompt().withPromptLearningRate(0.02f).withSteps(60),
                some.maxTokens(),
                some.cachedVectors()));
  }

  @Test
  void learnsToWriteFromReferenceTexts() {
    core.define(task(TaskKind.GENERATION));
    answer(60, "We are on our way.");

    List<LearningOutcome> looks = learn();

    LearningOutcome last = looks.get(looks.size() - 1);
    TaskUpdate update = last.update().orElseThrow();
    assertThat(last.ledger().kind()).isEqualTo(LedgerKind.PROMOTED);
    assertThat(last.ledger().reason())
        .matches("\\+\\d+\\.\\d+ nats a token on \\d+ held-out reference texts");
    assertThat(update.version()).isEqualTo(2);
    assertThat(update.labels()).isEmpty();
    assertThat(update.u()).isNotEqualTo(prompt.u());
    assertThat(update.v()).isNotEqualTo(prompt.v());
  }

  @Test
  void saysHowManyExamplesItWaitsFor() {
    core.define(task(TaskKind.GENERATION));
    answer(16, "We are on our way.");

    LearningOutcome look = learn().get(0);

    assertThat(look.ledger().kind()).isEqualTo(LedgerKind.POSTPONED);
    assertThat(look.ledger().reason())
        .matches("u and v are trained from 32 examples on, there are \\d+");
    assertThat(look.update()).isEmpty();
  }

  @Test
  void givesWayToItsPredecessorWhenOtherTextsAreWanted() {
    core.define(task(TaskKind.GENERATION));
    answer(60, "We are on our way.");
    answer(30, forgotten(last(learn())));

    LearningOutcome back = learn().get(0);

    assertThat(back.ledger().kind()).isEqualTo(LedgerKind.ROLLED_BACK);
    assertThat(back.ledger().reason())
        .matches("back to version 1: .* nats a token behind its predecessor on 30 reference.*");
    assertThat(back.update().orElseThrow().u()).isEqualTo(prompt.u());
  }

  @Test
  void learnsToAnswerWithALabelsName() {
    core.define(task(TaskKind.SINGLE, "coming", "closed"));
    answer(60, "coming");

    LearningOutcome last = last(learn());

    TaskUpdate update = last.update().orElseThrow();
    assertThat(last.ledger().reason()).contains("nats an example on");
    assertThat(update.labels()).containsExactly("coming", "closed");
    assertThat(update.labelVectors()).containsOnly(0f);
    assertThat(update.labelBiases()).containsOnly(0f);
    assertThat(update.u()).isNotEqualTo(prompt.u());
  }

  @Test
  void carriesWhatItLearnedOverToOtherLabels() {
    core.define(task(TaskKind.SINGLE, "coming", "closed"));
    answer(60, "coming");
    TaskUpdate before = last(learn()).update().orElseThrow();
    core.define(task(TaskKind.SINGLE, "coming", "closed", "full"));

    LearningOutcome look = learn().get(0);

    TaskUpdate after = look.update().orElseThrow();
    assertThat(look.job().trigger()).isEqualTo(Trigger.LABELS);
    assertThat(after.labels()).containsExactly("coming", "closed", "full");
    assertThat(after.u()).isEqualTo(before.u());
  }

  @Test
  void movesToANewerPromptOnlyIfThatWritesNoWorse() {
    core.define(task(TaskKind.GENERATION));
    answer(110, "We are on our way.");
    learn();
    core.add(SharedPrompts.fromVocabulary(backbone, 20, 8).withVersion(prompt.version() + 1));

    LearningOutcome look = learn().get(0);

    assertThat(look.job().trigger()).isEqualTo(Trigger.PROMPT);
    // What random weights learn from a prompt differs from processor to processor.
    boolean moved = look.update().map(TaskUpdate::sharedPromptVersion).equals(Optional.of(2L));
    assertThat(look.ledger().reason())
        .matches(
            moved ? "shared prompt 2 for 1: \\+.*" : "shared prompt 1 stays; 2 would mean -.*");
    boolean isNewVersion = moved || look.job().champion().version() == 1;
    assertThat(look.ledger().kind())
        .isEqualTo(isNewVersion ? LedgerKind.PROMOTED : LedgerKind.REJECTED);
    assertThat(look.update()).matches(update -> update.isPresent() == isNewVersion);
  }

  @Test
  void makesTheSameBitsAgain() {
    core.define(task(TaskKind.GENERATION));
    answer(60, "We are on our way.");
    LearningOutcome last = last(learn());

    TaskUpdate again = learning.run(last.job()).update().orElseThrow();

    assertThat(again.u()).isEqualTo(last.update().orElseThrow().u());
    assertThat(again.v()).isEqualTo(last.update().orElseThrow().v());
  }

  /** A reply that a version gives less readily than the cold start did, to all who ask. */
  private static String forgotten(LearningOutcome version) {
    TargetLikelihood likelihood =
        new TargetLikelihood(backbone, AdaptSettings.defaults().maxTokens());
    TaskParameters learned = UpdateRecords.parameters(version.update().orElseThrow());
    TaskParameters cold =
        LearnerAssembly.coldStarts(backbone).of(prompt, task(TaskKind.GENERATION));
    return OTHER_REPLIES.stream()
        .filter(
            reply ->
                QUESTIONS.stream()
                    .allMatch(
                        text ->
                            likelihood.perToken(prompt, learned, text, Optional.empty(), reply)
                                < likelihood.perToken(prompt, cold, text, Optional.empty(), reply)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("none of the replies became less likely"));
  }

  private static TaskDefinition task(TaskKind kind, String... labels) {
    return new TaskDefinition(
        TASK,
        kind,
        Stream.of(labels).map(label -> new LabelDefinition(label, label)).toList(),
        "",
        Optional.empty(),
        true,
        OptionalLong.empty(),
        Instant.EPOCH);
  }

  private void answer(int count, String reply) {
    for (int i = 0; i < count; i++) {
      String text = QUESTIONS.get(added % QUESTIONS.size());
      core.add(TrainerCluster.example(TASK, "e" + added, text, reply), 0, added++);
    }
  }

  /** Looks until nothing is due. */
  private List<LearningOutcome> learn() {
    List<LearningOutcome> outcomes = new ArrayList<>();
    for (Optional<LearningJob> job = core.next(); job.isPresent(); job = core.next()) {
      LearningOutcome outcome = learning.run(job.get());
      core.settle(outcome);
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private static LearningOutcome last(List<LearningOutcome> outcomes) {
    return outcomes.get(outcomes.size() - 1);
  }
}
