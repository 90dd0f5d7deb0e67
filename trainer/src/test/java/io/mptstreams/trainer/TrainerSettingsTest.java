package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "training.folds, 1, 'training.folds must be at least 2, was 1'",
    "training.folds, one, 'training.folds must be a whole number, was \"one\"'",
    "training.status.port, 65536, 'training.status.port must be from -1 to 65535, was 65536'"
  })
  void whateverIsRefusedIsAWrongConfiguration(String key, String value, String message) {
    ConfigValues values =
        new ConfigValues(Map.of("kafka.bootstrap.servers", "127.0.0.1:9092", key, value));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> TrainerSettings.from(values))
        .withMessage(message);
  }
}
