package io.mptstreams.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValuesTest {

  @ParameterizedTest
  @CsvSource({"250ms,250", "30s,30000", "5m,300000", "2h,7200000", "7d,604800000"})
  void readsDurationsWithTheirUnit(String text, long millis) {
    ConfigValues values = new ConfigValues(Map.of("wait", text));

    assertThat(values.duration("wait", Duration.ZERO)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"30", "5 minutes", "-1s", "s", "99999999999999999999s"})
  void refusesADurationWithoutUnitByKeyAndValue(String text) {
    ConfigValues values = new ConfigValues(Map.of("wait", text));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> values.duration("wait", Duration.ZERO))
        .withMessage(
            "wait must be a duration such as 250ms, 30s or 5m, was \"%s\"".formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"half", "1,5", "NaN", "-Infinity", "1e999"})
  void refusesWhatIsNoFiniteNumber(String text) {
    ConfigValues values = new ConfigValues(Map.of("share", text));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> values.decimal("share", 0.5))
        .withMessage("share must be a number, was \"%s\"".formatted(text));
  }

  @Test
  void refusesAnUnknownKeyAndNamesTheNearestKnownOne() {
    ConfigValues values = new ConfigValues(Map.of("scoring.batch.maxsize", "3"));
    values.integer("scoring.batch.max-size", 1);
    values.integer("training.steps", 1);

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(values::rejectUnknown)
        .withMessage(
            "scoring.batch.maxsize is not a known key (did you mean scoring.batch.max-size?),"
                + " was \"3\"");
  }

  @Test
  void keysUnderAPrefixArePassedOnAndKnown() {
    ConfigValues values = new ConfigValues(Map.of("kafka.bootstrap.servers", "b:1"));

    assertThat(values.withPrefix("kafka.")).containsExactly(Map.entry("bootstrap.servers", "b:1"));
    assertThatCode(values::rejectUnknown).doesNotThrowAnyException();
  }

  @Test
  void anAbsentOrBlankValueIsTheFallback() {
    ConfigValues values = new ConfigValues(Map.of("blank", "  "));

    assertThat(values.integer("blank", 7)).isEqualTo(7);
    assertThat(values.string("absent", "x")).isEqualTo("x");
    assertThat(values.bool("absent", true)).isTrue();
  }

  @Test
  void neverShowsASecret() {
    assertThat(new ConfigException("kafka.ssl.key.password", "hunter2", "is wrong"))
        .hasMessage("kafka.ssl.key.password is wrong, was \"***\"");
  }
}
