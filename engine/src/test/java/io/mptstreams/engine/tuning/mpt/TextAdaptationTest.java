package io.mptstreams.engine.tuning.mpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.t5.T5Fixture;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.tuning.LabelledText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TextAdaptationTest {

  private static final List<String> LABELS = List.of("positive", "no");

  private T5Fixture fixture;
  private SharedPrompt prompt;
  private AdaptationSettings settings;

  @BeforeEach
  void start() {
    fixture = T5Fixture.open("t5", Execution.FUSED);
    prompt = fixture.sharedPrompt();
    settings = new AdaptationSettings(20, 16, 0.02f, 0.02f, 1, 0, 2, 64, Duration.ofSeconds(60), 7);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void learnsToWriteALabelsNameByUAndVAlone() {
    TaskParameters start = new ColdStart(fixture.backbone()).of(prompt, LABELS, LABELS);
    List<LabelledText> examples =
        List.of(example("the film is a joy.", "positive"), example("what a bore", "no"));

    Adaptation adaptation =
        new MptAdapter(fixture.backbone()).adapt(prompt, start, examples, settings);

    assertThat(adaptation.steps()).isEqualTo(20);
    assertThat(adaptation.losses()[19]).isLessThan(adaptation.losses()[0] - 0.3f);
    assertThat(adaptation.parameters().u()).isNotEqualTo(start.u());
    assertThat(adaptation.parameters().v()).isNotEqualTo(start.v());
    assertThat(adaptation.parameters().labelVectors()).isEqualTo(start.labelVectors());
    assertThat(adaptation.parameters().labels()).isEqualTo(LABELS);
  }

  @Test
  void learnsAGenerationTaskFromReferenceTexts() {
    TaskParameters start = new ColdStart(fixture.backbone()).of(prompt, List.of(), List.of());
    List<LabelledText> examples = List.of(example("one two three", "numbers in a row"));

    Adaptation adaptation =
        new MptAdapter(fixture.backbone()).adapt(prompt, start, examples, settings);

    assertThat(adaptation.losses()[19]).isLessThan(adaptation.losses()[0] - 0.3f);
    assertThat(adaptation.parameters().labels()).isEmpty();
  }

  @Test
  void namesALabelThatTheTaskDoesNotHave() {
    TaskParameters start = new ColdStart(fixture.backbone()).of(prompt, LABELS, LABELS);
    MptAdapter adapter = new MptAdapter(fixture.backbone());

    assertThatThrownBy(() -> adapter.adapt(prompt, start, List.of(example("x", "maybe")), settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"maybe\"")
        .hasMessageContaining("[positive, no]");
  }

  private static LabelledText example(String text, String label) {
    return new LabelledText(text, Optional.empty(), label);
  }
}
