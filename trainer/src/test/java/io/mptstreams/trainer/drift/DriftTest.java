package io.mptstreams.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {

  @Test
  void pageHinkleyFollowsATraceWorkedOutByHand() {
    // tolerance 0; means 0, 0, 1/3, 1/2; sums 0, 0, 2/3, 7/6
    PageHinkley test = new PageHinkley(0, 1, 1);

    assertThat(test.add(0)).isFalse();
    assertThat(test.add(0)).isFalse();
    assertThat(test.add(1)).isFalse();
    assertThat(test.statistic()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(test.add(1)).isTrue();
    assertThat(test.statistic()).isCloseTo(7.0 / 6, within(1e-12));
    assertThat(test.sinceChange()).isEqualTo(2);
  }

  @Test
  void adwinKeepsTheMeanAndVarianceOfItsWindow() {
    Adwin adwin = new Adwin(0.002);

    for (double x : new double[] {0, 1, 1, 0, 1, 1, 1, 0}) {
      adwin.add(x);
    }

    assertThat(adwin.width()).isEqualTo(8);
    assertThat(adwin.mean()).isCloseTo(0.625, within(1e-12));
    assertThat(adwin.variance()).isCloseTo(0.234375, within(1e-12));
  }

  @Test
  void raisesAtMostOneAlarmOnAStationaryStreamOfTenThousand() {
    for (double error : new double[] {0.05, 0.2, 0.4}) {
      for (int seed = 0; seed < 5; seed++) {
        assertThat(alarms(error, error, seed))
            .as("error %s, seed %s", error, seed)
            .hasSizeLessThan(2);
      }
    }
  }

  @Test
  void raisesAnAlarmSoonAfterTheErrorRisesAndPointsNearTheChange() {
    for (int seed = 0; seed < 5; seed++) {
      List<Integer> alarms = alarms(0.15, 0.5, seed);

      assertThat(alarms).as("seed %s", seed).isNotEmpty();
      assertThat(alarms.get(alarms.size() - 1)).isGreaterThan(5000);
      assertThat(alarms).anyMatch(at -> at > 5000 && at < 5150);
    }
  }

  @Test
  void staysSilentWhenTheErrorFalls() {
    for (int seed = 0; seed < 5; seed++) {
      assertThat(alarms(0.5, 0.15, seed)).as("seed %s", seed).hasSizeLessThan(2);
    }
  }

  private static List<Integer> alarms(double before, double after, int seed) {
    Random random = new Random(seed);
    ErrorDrift drift = new ErrorDrift(DriftSettings.defaults());
    List<Integer> alarms = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      boolean wrong = random.nextDouble() < (i < 5000 ? before : after);
      if (drift.add(wrong).isPresent()) {
        alarms.add(i);
      }
    }
    return alarms;
  }
}
