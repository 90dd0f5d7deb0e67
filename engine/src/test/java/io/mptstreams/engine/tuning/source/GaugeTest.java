package io.mptstreams.engine.tuning.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaugeTest {

  @Test
  void fixesScaleAndSignWithoutChangingTheProduct() {
    float[] u = {1, -2};
    float[] v = {-3, -4, 0};

    Gauge.fix(u, v, 1);

    // rms(v) = 5/√3 and the sum is negative: v times −√3/5, u times −5/√3
    assertThat(v[0]).isCloseTo(1.0392305f, within(1e-5f));
    assertThat(v[1]).isCloseTo(1.3856406f, within(1e-5f));
    assertThat(u[0]).isCloseTo(-2.8867513f, within(1e-5f));
    assertThat(u[1] * v[0]).isCloseTo(6f, within(1e-5f));
  }

  @Test
  void fixesEachComponentByItself() {
    float[] u = {1, 10, 2, 20};
    float[] v = {2, 2, -5, -5};

    Gauge.fix(u, v, 2);

    assertThat(v).containsExactly(1, 1, 1, 1);
    assertThat(u).containsExactly(2, -50, 4, -100);
  }
}
