package io.mptstreams.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ReadoutSettings;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.gate.Foretold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two labels in 12 dimensions, whose phrases point the right way. */
class ForesightTest {

  private static final int WIDTH = 12;
  private static final double SIGNAL = 3;
  private static final List<String> LABELS = List.of("left", "right");

  private final List<HeldExample> examples = new ArrayList<>();
  private final List<float[]> vectors = new ArrayList<>();

  /**
   * Phrases of length 30 at temperature 2 give logits of ±30 / 2 · 0.1, the label that came a
   * probability of 1 / (1 + e^−3) = 0.95257, and half of the wealth becomes 2 (0.9 · 0.95257 + 0.1
   * / 2) = 1.81463 of it. The other half, without phrases, stays: ln((1.81463 + 1) / 2) = 0.34168.
   * For the other label 2 (0.9 · 0.04743 + 0.1 / 2) = 0.18537, and ln((0.18537 + 1) / 2) =
   * −0.52309.
   */
  @Test
  void theFirstLabelIsBetOnByThePhrases() {
    float[] vector = new float[WIDTH];
    vector[0] = 0.1f;
    vector[1] = (float) Math.sqrt(0.99);
    add("left", "somebody", vector);
    double right = foretold().nats();
    examples.clear();
    vectors.clear();
    add("right", "somebody", vector);

    assertThat(right).isCloseTo(0.34168, within(1e-4));
    assertThat(foretold().nats()).isCloseTo(-0.52309, within(1e-4));
  }

  /** At most e^−3 of all sequences, 5 %, whenever they are asked: here at each tenth label. */
  @Test
  void labelsDrawnAtRandomAreSeldomEverTakenForMeant() {
    int meant = 0;
    for (int draw = 0; draw < 200; draw++) {
      meant += labelsUntilMeant(new Random(draw), 1, 10, 60) <= 60 ? 1 : 0;
    }

    assertThat(meant).isLessThanOrEqualTo(14);
  }

  @Test
  void honestLabelsAreSoonTakenForMeantAndFlippedOnesLater() {
    int honest = 0;
    int flipped = 0;
    for (int draw = 0; draw < 20; draw++) {
      honest += labelsUntilMeant(new Random(draw), 0, 4, 200);
      flipped += labelsUntilMeant(new Random(draw), 0.4, 4, 200);
    }

    assertThat(honest / 20).isBetween(4, 16);
    assertThat(flipped / 20).isBetween(honest / 20, 100);
  }

  @Test
  void labelsThatTakeBackWhatSpokeForThemAreNotMeantAnyMore() {
    Random random = new Random(1);
    while (!foretold().meant()) {
      add(random, 0, "somebody");
    }
    double before = foretold().nats();
    List<Boolean> meant = new ArrayList<>();
    while (foretold().nats() > 0) {
      meant.add(foretold().meant());
      addWrong(random, "somebody");
    }

    assertThat(before).isBetween(SIGNAL, 2 * SIGNAL);
    assertThat(meant).hasSizeGreaterThan(1).doesNotContain(false);
    assertThat(foretold().meant()).isFalse();
  }

  @Test
  void twiceTheSignalIsProofForGood() {
    Random random = new Random(2);
    for (int i = 0; i < 40; i++) {
      add(random, 0, "somebody");
    }
    Foretold proof = foretold();
    for (int i = 0; i < 60; i++) {
      addWrong(random, "somebody");
    }

    assertThat(proof.nats()).isGreaterThanOrEqualTo(2 * SIGNAL);
    assertThat(foretold()).isEqualTo(proof);
  }

  @Test
  void noSignalAskedForIsProofFromTheStart() {
    assertThat(foretold(SIGNAL)).isEqualTo(new Foretold(0, false));
    addWrong(new Random(3), "somebody");
    assertThat(foretold(0)).isEqualTo(new Foretold(0, true));
  }

  /**
   * Drawn from two labels of what are four by now: whoever learns that two never come would win ln
   * 2 = 0.7 nats with each label, were it taken for one of four.
   */
  @Test
  void labelsThatComeLaterMakeNothingOfRandomOnesBefore() {
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      add(random, 1, "somebody");
    }
    TaskParameters four = prior(List.of("left", "right", "up", "down"));

    assertThat(foretold(four, Instant.EPOCH).meant()).isTrue();
    assertThat(foretold(four, Instant.EPOCH.plusSeconds(1)).nats()).isNegative();
  }

  /** As many wrong labels as right ones from one source are no better than chance. */
  @Test
  void nothingIsBetOnASourceThatHasProvedWrong() {
    Random random = new Random(4);
    for (int i = 0; i < 24; i++) {
      add(random, 0, "honest");
      add(random, 0, "honest");
      addWrong(random, "hostile");
    }
    Foretold apart = foretold(1000);
    examples.replaceAll(e -> held(e.label(), "somebody", (int) e.position()));

    assertThat(apart.nats()).isGreaterThan(foretold(1000).nats() + 4);
  }

  /** How many labels, asked at each so many; more than the most if never. */
  private int labelsUntilMeant(Random random, double drawn, int step, int most) {
    examples.clear();
    vectors.clear();
    while (examples.size() <= most) {
      for (int i = 0; i < step; i++) {
        add(random, drawn, "somebody");
      }
      if (foretold().meant()) {
        break;
      }
    }
    return examples.size();
  }

  private Foretold foretold() {
    return foretold(SIGNAL);
  }

  private Foretold foretold(double signal) {
    return foretold(prior(LABELS), Instant.EPOCH, signal);
  }

  private Foretold foretold(TaskParameters prior, Instant definedAt) {
    return foretold(prior, definedAt, SIGNAL);
  }

  private Foretold foretold(TaskParameters prior, Instant definedAt, double signal) {
    ReadoutStage stage =
        new ReadoutStage(ReadoutSettings.defaults(), NoiseSettings.defaults(), 4).doubting(2);
    return new Foresight(SourceTrust.defaults(), stage, signal)
        .of(prior, examples, vectors, definedAt);
  }

  /**
   * One more example.
   *
   * @param drawn probability that its label is drawn at random
   */
  private void add(Random random, double drawn, String source) {
    int label = random.nextInt(2);
    float[] vector = near(label, random);
    boolean any = random.nextDouble() < drawn;
    add(LABELS.get(any ? random.nextInt(2) : label), source, vector);
  }

  private void addWrong(Random random, String source) {
    int label = random.nextInt(2);
    add(LABELS.get(1 - label), source, near(label, random));
  }

  private void add(String label, String source, float[] vector) {
    examples.add(held(label, source, examples.size()));
    vectors.add(vector);
  }

  /** Points around ±1 on the first two axes, unit noise on all. */
  private static float[] near(int label, Random random) {
    float[] vector = new float[WIDTH];
    for (int j = 0; j < WIDTH; j++) {
      vector[j] = (float) ((j < 2 ? 1 - 2 * label : 0) + random.nextGaussian());
    }
    return vector;
  }

  private static HeldExample held(String label, String source, int position) {
    return new HeldExample(
        new Example(
            "e" + position,
            "sides",
            "text",
            Optional.empty(),
            label,
            Optional.of(source),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            false,
            Instant.EPOCH,
            Instant.EPOCH),
        position,
        false);
  }

  /** The phrases of labels beyond the first two point elsewhere. */
  private static TaskParameters prior(List<String> labels) {
    float[] phrases = new float[labels.size() * WIDTH];
    phrases[0] = 1;
    phrases[WIDTH] = -1;
    for (int c = 2; c < labels.size(); c++) {
      phrases[c * WIDTH + c] = 1;
    }
    return new TaskParameters(
        1,
        WIDTH,
        1,
        new float[] {1},
        new float[WIDTH],
        labels,
        phrases,
        new float[labels.size()],
        10,
        1);
  }
}
