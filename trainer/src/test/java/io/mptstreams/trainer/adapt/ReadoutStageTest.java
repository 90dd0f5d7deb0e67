package io.mptstreams.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.ReadoutExamples;
import io.mptstreams.engine.readout.ReadoutSettings;
import io.mptstreams.engine.readout.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two labels in 12 dimensions, whose phrases point the right way. */
class ReadoutStageTest {

  private static final int WIDTH = 12;
  private static final double APART = 2;
  private static final double TOUCHING = 0.7;

  private final ReadoutStage stage =
      new ReadoutStage(ReadoutSettings.defaults(), NoiseSettings.defaults(), 4);

  @Test
  void takesFlippedLabelsForNoiseAndLearnsBetterForIt() {
    ReadoutExamples flipped = examples(200, APART, 0.2, 1);
    ReadoutExamples clean = examples(400, APART, 0, 2);

    ReadoutStage.Suited suited = stage.suitedTo(prior(), flipped);

    assertThat(suited.stage()).isNotSameAs(stage);
    assertThat(accuracy(suited.stage().fit(prior(), flipped), clean))
        .isGreaterThan(accuracy(stage.fit(prior(), flipped), clean));
  }

  @Test
  void takesCleanLabelsAtTheirWord() {
    ReadoutExamples clean = examples(200, APART, 0, 3);

    ReadoutStage.Suited suited = stage.suitedTo(prior(), clean);

    assertThat(suited.stage()).isSameAs(stage);
    assertThat(suited.heldOut().get(7)).isEqualTo(stage.heldOut(prior(), clean).get(7));
  }

  @Test
  void takesLabelsThatAreHardToTellApartAtTheirWord() {
    assertThat(stage.suitedTo(prior(), examples(200, TOUCHING, 0, 4)).stage()).isSameAs(stage);
  }

  @Test
  void doesNotCountWhatHasNoWeight() {
    ReadoutExamples clean = examples(100, APART, 0, 5);
    ReadoutExamples wrong = examples(60, APART, 1, 6);
    List<float[]> vectors = new ArrayList<>(clean.vectors());
    vectors.addAll(wrong.vectors());
    int[] labels = Arrays.copyOf(clean.labels(), 160);
    System.arraycopy(wrong.labels(), 0, labels, 100, 60);
    float[] weights = new float[160];
    Arrays.fill(weights, 0, 100, 1);

    assertThat(stage.suitedTo(prior(), new ReadoutExamples(vectors, labels, weights)).stage())
        .isSameAs(stage);
  }

  @Test
  void takesAllLabelsAtTheirWordIfTold() {
    ReadoutStage trusting =
        new ReadoutStage(ReadoutSettings.defaults(), new NoiseSettings(0, 0.3, 0), 4);

    assertThat(trusting.suitedTo(prior(), examples(200, APART, 0.2, 1)).stage()).isSameAs(trusting);
  }

  private static TaskParameters prior() {
    float[] phrases = new float[2 * WIDTH];
    phrases[0] = 1;
    phrases[WIDTH] = -1;
    return new TaskParameters(
        1,
        WIDTH,
        1,
        new float[] {1},
        new float[WIDTH],
        List.of("left", "right"),
        phrases,
        new float[2],
        10,
        1);
  }

  /** Points around ±apart on the first two axes, unit noise on all. */
  private static ReadoutExamples examples(int n, double apart, double flips, long seed) {
    Random random = new Random(seed);
    List<float[]> vectors = new ArrayList<>();
    int[] labels = new int[n];
    float[] weights = new float[n];
    Arrays.fill(weights, 1);
    for (int i = 0; i < n; i++) {
      int label = random.nextInt(2);
      float[] vector = new float[WIDTH];
      for (int j = 0; j < WIDTH; j++) {
        double mean = j < 2 ? (label == 0 ? apart : -apart) : 0;
        vector[j] = (float) (mean + random.nextGaussian());
      }
      vectors.add(vector);
      labels[i] = random.nextDouble() < flips ? 1 - label : label;
    }
    return new ReadoutExamples(vectors, labels, weights);
  }

  private static double accuracy(TaskParameters fitted, ReadoutExamples examples) {
    LinearReadout readout = new LinearReadout(fitted);
    int right = 0;
    for (int i = 0; i < examples.size(); i++) {
      if (Softmax.argMax(readout.logits(examples.vectors().get(i))) == examples.labels()[i]) {
        right++;
      }
    }
    return right / (double) examples.size();
  }
}
