package io.mptstreams.engine.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelMemoryTest {

  @Test
  void aLabelThatIsKnownGetsItsOffsetLessTheNoise() {
    LabelMemory memory = LabelMemory.learn(2, new float[] {1, 0}, new float[] {0.22f, -0.11f});

    float[] moved = memory.moved(new float[] {1, 0});

    // k(a, a) = 1, so (1 + 0.1)⁻¹ of the offset
    assertThat(moved[0]).isCloseTo(1.2f, within(1e-6f));
    assertThat(moved[1]).isCloseTo(-0.1f, within(1e-6f));
  }

  @Test
  void aLabelUnlikeAnyStaysAtItsPhrase() {
    LabelMemory memory = LabelMemory.learn(2, new float[] {1, 0}, new float[] {2, -1});

    float[] moved = memory.moved(new float[] {0, 1});

    // exp(−1 / 0.05) = 2e-9
    assertThat(moved[0]).isCloseTo(0, within(1e-8f));
    assertThat(moved[1]).isCloseTo(1, within(1e-8f));
  }

  @Test
  void aLabelThatIsLikeOneGetsPartOfItsOffset() {
    LabelMemory memory = LabelMemory.learn(2, new float[] {1, 0}, new float[] {0, 1.1f});

    float[] moved = memory.moved(new float[] {0.96f, 0.28f});

    // exp((0.96 − 1) / 0.05) = exp(−0.8) = 0.449329
    assertThat(moved[1]).isCloseTo(0.28f + 0.449329f, within(1e-6f));
  }

  @Test
  void labelsThatTwoTasksKnowAreWeighedTogether() {
    float[] phrases = {1, 0, 1, 0, 0.96f, 0.28f};
    LabelMemory memory = LabelMemory.learn(2, phrases, new float[] {0, 0.3f, 0, 0.5f, 0, -1});

    float[] moved = memory.moved(new float[] {1, 0});

    // K + λI = ((1.1, 1, k), (1, 1.1, k), (k, k, 1.1)) with k = 0.449329; the two equal rows have
    // the sum s = (0.8 × 1.1 + 2 k) / (2.1 × 1.1 − 2 k²) of coefficients, the third (−1 − k s) /
    // 1.1
    double k = Math.exp(-0.8);
    double s = (0.8 * 1.1 + 2 * k) / (2.1 * 1.1 - 2 * k * k);
    assertThat(moved[1]).isCloseTo((float) (s + k * (-1 - k * s) / 1.1), within(1e-6f));
  }

  @Test
  void knowsMoreOfLabelsThatMoreTasksHave() {
    float[] zeros = new float[4];
    LabelMemory one = LabelMemory.learn(2, new float[] {1, 0}, new float[2]);
    LabelMemory two = LabelMemory.learn(2, new float[] {1, 0, 1, 0}, zeros);

    // 1 / (1 + 0.1), and of two equal ones 2 / (2 + 0.1)
    assertThat(one.knowledge(new float[] {1, 0})).isCloseTo(1 / 1.1, within(1e-9));
    assertThat(two.knowledge(new float[] {1, 0})).isCloseTo(2 / 2.1, within(1e-9));
    assertThat(two.knowledge(new float[] {0, 1})).isCloseTo(0, within(1e-9));
    assertThat(two.knowledge(new float[] {1, 0, 0, 1})).isCloseTo(1 / 2.1, within(1e-9));
  }

  @Test
  void refusesNumbersThatDoNotBelongTogether() {
    assertThat(LabelMemory.of(2, new float[0], new float[0])).isEmpty();
    assertThatThrownBy(() -> LabelMemory.of(2, new float[4], new float[2]))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessage("label_coefficients must have [2, 2] = 4 numbers, has 2");
    assertThatThrownBy(() -> LabelMemory.of(2, new float[3], new float[3]))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessage("label_phrases must have [1, 2] = 2 numbers, has 3");
    LabelMemory memory = new LabelMemory(2, new float[2], new float[2]);
    SharedPrompt prompt =
        new SharedPrompt(1, "abc", 1, 3, 1, new float[3], new float[1], new float[3]);
    assertThatThrownBy(() -> prompt.withLabelMemory(Optional.of(memory)))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessage("the prompt has a width of 3, what it knows of labels one of 2");
  }
}
