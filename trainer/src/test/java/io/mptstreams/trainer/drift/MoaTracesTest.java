package io.mptstreams.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The detectors against those of MOA 2024.07.0, the implementation by ADWIN's first author: the
 * numbers are what its classes {@code ADWIN} (delta 0.002, asked at every input) and {@code
 * PageHinkleyTest} gave on the same inputs. MOA counts each part of the window as four shorter than
 * the paper does, so it cuts a few inputs later; both end with the same window.
 */
class MoaTracesTest {

  /** A stretch of a stream: how long, and ones in a thousand. */
  private record Stretch(int length, int ones) {}

  private record Cut(int at, long width) {}

  private static final int LATER = 12;

  @Test
  void adwinFollowsMoaThroughARise() {
    List<Double> stream = stream(42, new Stretch(500, 100), new Stretch(200, 500));
    Adwin adwin = new Adwin(0.002);

    List<Cut> cuts = cuts(adwin, stream);

    assertThat(cuts.get(0)).isEqualTo(new Cut(531, 340));
    assertThat(532 - cuts.get(0).at()).as("MOA cut at 532, to 341").isBetween(0, LATER);
    assertThat(adwin.width()).isEqualTo(252);
    assertThat(adwin.mean()).isCloseTo(0.45634920634920634, within(1e-12));
    assertThat(adwin.variance()).isCloseTo(0.24809460821365587, within(1e-12));
  }

  @Test
  void adwinFollowsMoaThroughARiseAndAFall() {
    List<Double> stream =
        stream(43, new Stretch(1000, 200), new Stretch(1000, 400), new Stretch(1000, 100));
    Adwin adwin = new Adwin(0.002);

    List<Cut> cuts = cuts(adwin, stream);

    for (int moa : List.of(1139, 1150, 2112, 2161, 2227)) {
      assertThat(cuts).as("MOA cut at %s", moa).anyMatch(c -> c.at() <= moa && c.at() > moa - 12);
    }
    assertThat(adwin.width()).isEqualTo(1048);
    assertThat(adwin.mean()).isCloseTo(0.13358778625954199, within(1e-12));
    assertThat(adwin.variance()).isCloseTo(0.1157420896218169, within(1e-12));
  }

  @Test
  void adwinKeepsAStationaryWindowAsMoaDoes() {
    Adwin adwin = new Adwin(0.002);

    List<Cut> cuts = cuts(adwin, stream(45, new Stretch(3000, 300)));

    assertThat(cuts).isEmpty();
    assertThat(adwin.mean()).isCloseTo(0.30033333333333334, within(1e-12));
    assertThat(adwin.variance()).isCloseTo(0.2101332222222227, within(1e-12));
  }

  @Test
  void adwinCutsAnAbruptChangeWithinTwoInputsOfMoa() {
    Adwin adwin = new Adwin(0.002);
    List<Double> stream = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      stream.add(i % 10 == 0 ? 1.0 : 0.0);
    }
    for (int i = 0; i < 200; i++) {
      stream.add((double) (i % 2));
    }

    List<Cut> cuts = cuts(adwin, stream);

    assertThat(cuts.get(0).at() - 500).as("MOA cut after 45").isEqualTo(43);
    assertThat(adwin.width()).isEqualTo(252);
    assertThat(adwin.mean()).isCloseTo(0.4166666666666667, within(1e-12));
  }

  @Test
  void pageHinkleyAlarmsWhereMoaDoes() {
    PageHinkley test = new PageHinkley(0.1, 15, 1);
    List<Integer> alarms = new ArrayList<>();
    double at1100 = 0;
    List<Double> stream =
        stream(
            7,
            new Stretch(1000, 100),
            new Stretch(1000, 450),
            new Stretch(1000, 100),
            new Stretch(1000, 450));

    for (int t = 0; t < stream.size(); t++) {
      if (test.add(stream.get(t))) {
        alarms.add(t);
        test.reset();
      }
      at1100 = t == 1100 ? test.statistic() : at1100;
    }

    assertThat(alarms).containsExactly(1063, 3327);
    assertThat(at1100).isCloseTo(0.45941277411865655, within(1e-12));
  }

  private static List<Cut> cuts(Adwin adwin, List<Double> stream) {
    List<Cut> cuts = new ArrayList<>();
    for (int t = 0; t < stream.size(); t++) {
      if (adwin.add(stream.get(t)).isPresent()) {
        cuts.add(new Cut(t, adwin.width()));
      }
    }
    return cuts;
  }

  /** Zeros and ones by the linear congruential generator of the C standard's example. */
  private static List<Double> stream(long seed, Stretch... stretches) {
    List<Double> stream = new ArrayList<>();
    long state = seed;
    for (Stretch stretch : stretches) {
      for (int i = 0; i < stretch.length(); i++) {
        state = (state * 1_103_515_245L + 12_345L) & 0x7fffffffL;
        stream.add((state >>> 16) % 1000 < stretch.ones() ? 1.0 : 0.0);
      }
    }
    return stream;
  }
}
