package io.mptstreams.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InputDriftTest {

  private static final int WIDTH = 32;

  /** Labels between two looks, and how many of the newest a look watches. */
  private static final int LOOK = 16;

  private static final int NEWEST = 256;

  private final InputDrift drift = new InputDrift(DriftSettings.defaults());

  @Test
  void staysSilentWhileTheTextsAreDrawnAlike() {
    for (int seed = 0; seed < 20; seed++) {
      List<float[]> vectors = vectors(new Random(seed), 256, 0);

      assertThat(drift.of(vectors)).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void raisesAtMostOneAlarmInLooksAlongTenThousandTextsDrawnAlike() {
    for (int seed = 0; seed < 5; seed++) {
      List<float[]> vectors = vectors(new Random(100 + seed), 10_000, 0);
      int alarms = 0;
      int known = 0;
      for (int seen = LOOK; seen <= vectors.size(); seen += LOOK) {
        int from = Math.max(known, seen - NEWEST);
        Optional<InputDrift.Shift> shift = drift.of(vectors.subList(from, seen));
        alarms += shift.isPresent() ? 1 : 0;
        known = shift.map(s -> from + s.at()).orElse(known);
      }

      assertThat(alarms).as("seed %s", seed).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void findsWhereTheTextsBecameOthers() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<float[]> vectors = vectors(random, 150, 0);
      vectors.addAll(vectors(random, 60, 1));

      Optional<InputDrift.Shift> shift = drift.of(vectors);

      assertThat(shift).as("seed %s", seed).isPresent();
      assertThat(shift.get().at()).as("seed %s", seed).isBetween(120, 180);
    }
  }

  @Test
  void saysNothingOfAHandfulOfTexts() {
    assertThat(drift.of(List.of())).isEmpty();
    assertThat(drift.of(vectors(new Random(1), 20, 0))).isEmpty();
  }

  /** Directions around one of two centres that stand at right angles. */
  private static List<float[]> vectors(Random random, int count, int centre) {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[WIDTH];
      for (int j = 0; j < WIDTH; j++) {
        vector[j] = (float) random.nextGaussian() * 0.5f;
      }
      vector[centre] += 1.5f;
      vectors.add(vector);
    }
    return vectors;
  }
}
