package io.mptstreams.engine.readout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.TaskParameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherLabelsTest {

  private static final float[] U = {1, 2};
  private static final float[] V = {3, 4};

  /** The start of a task with labels a, b, c and d, of width 2. */
  private static final TaskParameters START =
      task(10, List.of("a", "b", "c", "d"), new float[] {1, 0, 0, 1, 0.6f, 0.8f, -1, 0});

  @Test
  void keepsWhatStaysAndBringsWhatIsNewAsLongAsTheOthersAre() {
    // Of its start a has 2.5, c 4.2 · 0.6 + 1.6 · 0.8 = 3.8, d 3: the median is 3.
    TaskParameters learned =
        task(
            10,
            List.of("c", "gone", "a", "d"),
            new float[] {4.2f, 1.6f, 7, 7, 2.5f, 9, -3, 5},
            0.1f,
            0.2f,
            0.3f,
            0.4f);

    TaskParameters carried = OtherLabels.carry(learned, START);

    assertThat(carried.labels()).containsExactly("a", "b", "c", "d");
    assertThat(carried.labelVectors()).containsExactly(2.5f, 9, 0, 3, 4.2f, 1.6f, -3, 5);
    assertThat(carried.labelBiases()).containsExactly(0.3f, 0, 0.1f, 0.4f);
    assertThat(carried.u()).isSameAs(learned.u());
    assertThat(carried.temperature()).isEqualTo(learned.temperature());
  }

  @Test
  void makesANewLabelNeverShorterThanInVersionOne() {
    TaskParameters learned = task(10, List.of("a", "b"), new float[] {-2, 0, 0, 0.1f});

    assertThat(OtherLabels.carry(learned, START).labelVectors())
        .containsExactly(-2, 0, 0, 0.1f, 0.6f, 0.8f, -1, 0);
  }

  @Test
  void choosesSomeInAnotherOrder() {
    TaskParameters chosen =
        OtherLabels.choose(
            task(10, List.of("a", "b", "c"), new float[] {1, 2, 3, 4, 5, 6}, 0.1f, 0.2f, 0.3f),
            List.of("c", "a"));

    assertThat(chosen.labels()).containsExactly("c", "a");
    assertThat(chosen.labelVectors()).containsExactly(5, 6, 1, 2);
    assertThat(chosen.labelBiases()).containsExactly(0.3f, 0.1f);
  }

  @Test
  void countsOnAnotherScaleOfTheLogits() {
    TaskParameters learned = task(5, List.of("x", "y"), new float[] {8, 8, 8, 8});

    assertThat(OtherLabels.carry(learned, START).labelVectors())
        .containsExactly(2, 0, 0, 2, 1.2f, 1.6f, -2, 0);
  }

  private static TaskParameters task(
      float scale, List<String> labels, float[] vectors, float... biases) {
    return new TaskParameters(
        2,
        2,
        1,
        U,
        V,
        labels,
        vectors,
        biases.length == 0 ? new float[labels.size()] : biases,
        scale,
        2);
  }
}
