package io.mptstreams.engine.tuning.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.tuning.source.SourceSettings.Distillation;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceSettingsTest {

  @TempDir private Path folder;

  /** Or the teachers would train for an hour before anybody noticed. */
  @Test
  void refusesNumbersThatCannotTrain() {
    assertRefused(
        "distill.student.prompt-learning-rate must be a positive number, was NaN",
        Float.NaN,
        new Distillation(0, 0, 1));
    assertRefused(
        "distill.logits-weight must be a number from 0 on, was NaN",
        0.1f,
        new Distillation(Float.NaN, 0, 1));
    assertRefused(
        "distill.hidden-weight must be a number from 0 on, was -1.0",
        0.1f,
        new Distillation(0, -1, 1));
    assertRefused(
        "distill.temperature must be a positive number, was Infinity",
        0.1f,
        new Distillation(0, 0, Float.POSITIVE_INFINITY));
  }

  private void assertRefused(String message, float rate, Distillation weights) {
    assertThatThrownBy(
            () ->
                TextTasks.settings(
                    folder, "out", Optional.empty(), TextTasks.student(2, rate, 1), 1, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
