package io.mptstreams.engine.tuning.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.testing.Models;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DescentTest {

  private final NDManager manager = Models.miniLm().newManager();

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void takesTheStepsOfAdamWWithDecoupledDecay() {
    Parameter parameter = Parameter.of("x", manager.create(new float[] {2, -1}), 0.1f, 0.5f);
    Descent descent = new Descent(manager, List.of(parameter), Float.POSITIVE_INFINITY);

    float loss = descent.step(1, scratch -> parameter.value().square().sum());

    // Adam's first step is lr · sign(g); the decay takes lr · wd · x: 2 − 0.1·0.5·2 − 0.1 = 1.8
    assertThat(loss).isEqualTo(5f);
    float[] first = parameter.value().toFloatArray();
    assertThat(first[0]).isCloseTo(1.8f, within(1e-5f));
    assertThat(first[1]).isCloseTo(-0.85f, within(1e-5f));

    descent.step(0.5f, scratch -> parameter.value().square().sum());

    // g = 3.6: m = .9·.4 + .1·3.6 = .72, v = .999·.016 + .001·12.96 = .028944; corrected
    // .72/.19 = 3.789474 and sqrt(.028944/.001999) = 3.805148; 1.8 − .05·.5·1.8 − .05·.995881
    assertThat(parameter.value().toFloatArray()[0]).isCloseTo(1.705206f, within(1e-5f));
  }

  @Test
  void clipsTheLengthOfTheWholeGradientOnBothSides() {
    NDArray before = manager.create(new float[] {-3, 4});
    Parameter parameter = Parameter.of("x", before, 0.1f, 0);
    Descent descent = new Descent(manager, List.of(parameter), 0.5f);

    descent.step(1, scratch -> parameter.value().square().sum().div(2));

    // |g| = 5 is scaled to 0.5: the first moment is 0.1 · (−0.3, 0.4)
    float[] moment = parameter.firstMoment().toFloatArray();
    assertThat(moment[0]).isCloseTo(-0.03f, within(1e-6f));
    assertThat(moment[1]).isCloseTo(0.04f, within(1e-6f));
  }

  @Test
  void takesNoStepOnAnInterruptedThread() {
    Parameter parameter = Parameter.of("x", manager.create(new float[] {2}), 0.1f, 0);
    Descent descent = new Descent(manager, List.of(parameter), Float.POSITIVE_INFINITY);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> descent.step(1, scratch -> parameter.value().square().sum()))
        .isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(descent.steps()).isZero();
    assertThat(parameter.value().toFloatArray()).containsExactly(2);
  }

  @Test
  void saysWhenTheLossIsNotANumber() {
    Parameter parameter = Parameter.of("x", manager.create(new float[] {-1}), 0.1f, 0);
    Descent descent = new Descent(manager, List.of(parameter), Float.POSITIVE_INFINITY);

    assertThatThrownBy(() -> descent.step(1, scratch -> parameter.value().log().sum()))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageContaining("the loss of step 1 is NaN");
  }

  @Test
  void keepsTheNumberOfLiveArraysOverThousandsOfSteps() {
    Parameter parameter =
        Parameter.of("x", manager.ones(new ai.djl.ndarray.types.Shape(8)), 0.1f, 0);
    Descent descent = new Descent(manager, List.of(parameter), 1);
    descent.step(1, scratch -> parameter.value().square().sum());
    int before = manager.getManagedArrays().size();

    for (int i = 0; i < 3000; i++) {
      descent.step(1, scratch -> parameter.value().square().mul(2).sum());
    }

    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  @Test
  void warmsUpAndDecaysLinearly() {
    Schedule schedule = new Schedule(10, 4);

    assertThat(schedule.speed(0)).isCloseTo(0.25f, within(1e-6f));
    assertThat(schedule.speed(3)).isCloseTo(0.7f, within(1e-6f));
    assertThat(schedule.speed(9)).isCloseTo(0.1f, within(1e-6f));
  }

  @Test
  void countsTimeOnlyForARunThatIsLateAtHalfOfIt() {
    Schedule schedule = new Schedule(10, 0);

    assertThat(schedule.speed(0, 0.3)).isEqualTo(schedule.speed(0));
    assertThat(schedule.speed(7, 0.6)).isEqualTo(schedule.speed(7));
    assertThat(schedule.speed(2, 0.6)).isCloseTo(0.4f, within(1e-6f));
  }
}
