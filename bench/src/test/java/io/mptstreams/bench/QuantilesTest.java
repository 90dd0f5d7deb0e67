package io.mptstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantilesTest {

  @Test
  void takesTheMeanOfTheMiddleTwoAsMedianAndOtherwiseAValueThatIsThere() {
    List<Double> values = List.of(4.0, 1.0, 3.0, 2.0);

    assertThat(Quantiles.of(values, 0.5)).isEqualTo(2.5);
    assertThat(Quantiles.of(values, 0.25)).isEqualTo(1);
    assertThat(Quantiles.of(values, 0.99)).isEqualTo(4);
    assertThatThrownBy(() -> Quantiles.of(List.of(), 0.5)).hasMessage("no values");
  }

  /** Of 400 normal values with deviation 0.1: 1.2533 · 0.1 / 20. */
  @Test
  void tellsHowWellAMedianIsKnownWhateverAFewOutliersAre() {
    Random random = new Random(1);
    List<Double> values =
        random.doubles(400).map(any -> 1 + 0.1 * random.nextGaussian()).boxed().toList();
    List<Double> disturbed =
        values.stream().map(value -> value > 1.2 ? value + 1_000 : value).toList();

    assertThat(Quantiles.standardErrorOfMedian(values)).isCloseTo(0.00627, within(0.0006));
    assertThat(Quantiles.standardErrorOfMedian(disturbed))
        .isEqualTo(Quantiles.standardErrorOfMedian(values));
  }
}
