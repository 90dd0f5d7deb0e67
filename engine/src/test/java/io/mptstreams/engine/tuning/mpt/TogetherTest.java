package io.mptstreams.engine.tuning.mpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.testing.DeskTask;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.gradient.TrainingFailedException;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.List;
import org.junit.jupiter.api.Test;

class TogetherTest {

  private final Backbone backbone = Models.miniLm();
  private final SharedPrompt prompt = SharedPrompts.fromVocabulary(backbone, 4, 11);
  private final FewShotTask desk = DeskTask.fewShot("desk", backbone);
  private final FewShotTask mirror = mirrored();
  private final AdaptationSettings settings = AdaptationSettings.defaults();

  /** The same texts with the labels the other way round: what one learns is wrong for the other. */
  private FewShotTask mirrored() {
    List<LabelledText> rows =
        DeskTask.train().stream()
            .map(row -> new LabelledText(row.text(), row.textPair(), other(row.label())))
            .toList();
    return new FewShotTask(
        "mirror",
        desk.labels(),
        desk.phrases(),
        desk.descriptions(),
        rows,
        TrainingSet.of(rows, desk.labels(), backbone.tokenizer(), 32),
        3);
  }

  @Test
  void fitsEachTaskBehindWhatBothHaveLearned() {
    Technique together =
        new Together(backbone, prompt, 2, settings).together(List.of(desk, mirror));
    TrainingSet test = TrainingSet.of(DeskTask.test(), desk.labels(), backbone.tokenizer(), 32);

    try (FittedTask one = together.fit(desk);
        FittedTask other = together.fit(mirror)) {
      int[] right = one.predict(test.texts());
      int[] wrong = other.predict(test.texts());

      assertThat(right).isEqualTo(test.targets());
      for (int i = 0; i < wrong.length; i++) {
        assertThat(wrong[i]).isEqualTo(1 - test.targets()[i]);
      }
      // u and v of rank 2, and half of P*: 2 · (6 · 4 + 384) + 6 · 4 · 384 / 2.
      assertThat(one.parameters()).isEqualTo(5424);
    }
  }

  @Test
  void sharesOnePromptAndGivesEachTaskAPlaceOfItsOwn() {
    List<SharedPrompt> places = trained(settings);

    assertThat(places.get(0).values()).isEqualTo(places.get(1).values());
    assertThat(places.get(0).values()).isNotEqualTo(prompt.values());
    assertThat(places.get(0).u()).isNotEqualTo(places.get(1).u());
    assertThat(places.get(0).v()).isNotEqualTo(places.get(1).v());
    assertThat(places).allMatch(place -> place.rank() == 2);
    assertThat(places.get(0).backboneDigest()).isEqualTo(backbone.info().digest());
  }

  @Test
  void givesTheSameBitsForTheSameSeed() {
    assertThat(trained(settings)).usingRecursiveComparison().isEqualTo(trained(settings));
  }

  @Test
  void namesTheTasksWhoseLossIsNoNumber() {
    assertThatThrownBy(() -> trained(settings.withPromptLearningRate(1e30f)))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageMatching("tasks \\[(desk|mirror)(, mirror)?\\] together: the loss of step .*");
  }

  private List<SharedPrompt> trained(AdaptationSettings each) {
    TaskParameters start =
        Rank.atLeast(new ColdStart(backbone).of(prompt, desk.labels(), desk.phrases()), 2, 3);
    return new JointTraining(backbone, new JointSettings(each, 1e-2f))
        .run(prompt, List.of(desk, mirror), List.of(start, start), 3);
  }

  private static String other(String label) {
    return DeskTask.LABELS.get(1 - DeskTask.LABELS.indexOf(label));
  }
}
