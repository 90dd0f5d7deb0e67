package io.mptstreams.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LabelShiftTest {

  @Test
  void followsTheNewestLabels() {
    // halving 1: the three labels count 1/4, 1/2 and 1 from the oldest on; shares in all (3, 2) / 5
    int[] labels = {0, 0, 1};

    LabelShift shift = LabelShift.of(labels, new float[] {1, 1, 1}, 2, 1, 1);

    // pull 2: label 0 is (0.75 + 2 · 0.6) / 3.75 = 0.52 now, label 1 is (1 + 2 · 0.4) / 3.75 = 0.48
    assertThat(shift.weight(0)).isCloseTo(0.52 / 0.6, within(1e-12));
    assertThat(shift.weight(1)).isCloseTo(0.48 / 0.4, within(1e-12));
    assertThat(shift.correct(new float[] {1, 1})[1]).isCloseTo(1.1823f, within(1e-4f));
  }

  @Test
  void hardlyMovesWhereLabelsAreManyAndFewOfEachAreRecent() {
    int[] labels = new int[300];
    float[] weights = new float[300];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 100;
      weights[i] = 1;
    }

    LabelShift shift = LabelShift.of(labels, weights, 100, 20, 2.5);

    for (double ratio : shift.ratios()) {
      assertThat(ratio).isBetween(0.85, 1.4);
    }
  }

  @Test
  void saysNothingBeforeTheFirstLabel() {
    LabelShift shift = LabelShift.of(new int[0], new float[0], 3, 20, 2.5);

    assertThat(shift.ratios()).containsExactly(new double[] {1, 1, 1}, within(1e-12));
  }
}
