package io.mptstreams.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ReadoutExamples;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseLengthTest {

  private static final double USUAL = 20;

  @Test
  void phrasesThatAreRightAreMadeLong() {
    assertThat(PhraseLength.of(prior(), examples(60, 0), USUAL)).isGreaterThan(2 * USUAL);
  }

  @Test
  void phrasesThatAreWrongHalfTheTimeAreMadeShort() {
    assertThat(PhraseLength.of(prior(), examples(60, 2), USUAL)).isLessThan(USUAL);
  }

  @Test
  void withoutAnExampleTheLengthIsHalfAsLongAgainAsTheUsualOne() {
    ReadoutExamples none = new ReadoutExamples(List.of(), new int[0], new float[0]);

    assertThat(PhraseLength.of(prior(), none, USUAL)).isCloseTo(1.5 * USUAL, within(0.01));
  }

  @Test
  void examplesThatDoNotCountSayNothing() {
    ReadoutExamples wrong = examples(60, 1);
    ReadoutExamples disbelieved =
        new ReadoutExamples(wrong.vectors(), wrong.labels(), new float[60]);

    assertThat(PhraseLength.of(prior(), disbelieved, USUAL)).isCloseTo(1.5 * USUAL, within(0.01));
  }

  @Test
  void phrasesThatAreLeftOutStayOut() {
    assertThat(PhraseLength.of(prior(), examples(60, 0), 0)).isZero();
  }

  /**
   * Texts nearer to the first phrase.
   *
   * @param every which example has the other label; 0 for none
   */
  private static ReadoutExamples examples(int count, int every) {
    int[] labels = new int[count];
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      labels[i] = every > 0 && i % every == 0 ? 1 : 0;
      weights[i] = 1;
    }
    return new ReadoutExamples(
        Collections.nCopies(count, new float[] {0.6f, 0.5f, 0.62f}), labels, weights);
  }

  /** Two phrases at right angles. */
  private static TaskParameters prior() {
    return new TaskParameters(
        1,
        3,
        1,
        new float[] {1},
        new float[] {1, 1, 1},
        List.of("one", "other"),
        new float[] {1, 0, 0, 0, 1, 0},
        new float[2],
        10,
        1);
  }
}
