package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.schemas.config.ConfigValues;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceCheckTest {

  @Test
  void refusesAPollThatTakesLongerThanHalfATransaction() {
    // 100 events x 2 threads x 80 ms = 16 s; (30 s - 0.1 s) / 2 = 14.95 s
    assertThatThrownBy(() -> pace("100").check(Duration.ofMillis(80)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("16.0 s")
        .hasMessageContaining("lower it to 93");
  }

  @Test
  void takesAPollThatFits() {
    assertThatCode(() -> pace("100").check(Duration.ofMillis(70))).doesNotThrowAnyException();
  }

  @Test
  void choosesAPollThatTakesAQuarterOfATransaction() {
    assertThat(pace("0").fitting(Duration.ofMillis(80))).isEqualTo(46);
    assertThat(pace("0").fitting(Duration.ofNanos(10))).isEqualTo(256);
    assertThat(pace("0").fitting(Duration.ofSeconds(60))).isEqualTo(1);
  }

  @Test
  void looksAtThePollIntervalAloneWithoutTransactions() {
    ConfigValues values =
        new ConfigValues(
            Map.of("scoring.guarantee", "at_least_once", "scoring.max-poll-records", "100"));
    PaceCheck check =
        new PaceCheck(
            null, StreamSettings.from(values, "app"), Map.of("max.poll.interval.ms", "10000"));

    assertThatThrownBy(() -> check.check(Duration.ofMillis(26)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("5.0 s");
  }

  private static PaceCheck pace(String maxPollRecords) {
    ConfigValues values = new ConfigValues(Map.of("scoring.max-poll-records", maxPollRecords));
    return new PaceCheck(null, StreamSettings.from(values, "app"), Map.of());
  }
}
