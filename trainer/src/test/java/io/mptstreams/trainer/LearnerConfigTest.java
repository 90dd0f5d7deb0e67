package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.trainer.learn.LearnerSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnerConfigTest {

  @Test
  void whatNoKeyNamesIsTheDefault() {
    assertThat(LearnerConfig.from(new ConfigValues(Map.of())))
        .isEqualTo(LearnerSettings.defaults());
  }

  @Test
  void showsTheLearningRateAsItWasWritten() {
    ConfigValues values = new ConfigValues(Map.of());
    LearnerConfig.from(values);

    assertThat(values.knownKeys()).containsEntry("training.prompt.learning-rate", "0.06");
  }

  @Test
  void aSourceHasTheWeightThatItsKeySays() {
    ConfigValues values =
        new ConfigValues(
            Map.of("training.sources.weight.crm", "0.5", "training.sources.weight.spam", "0"));

    assertThat(LearnerConfig.from(values).trust().fixed())
        .containsExactlyInAnyOrderEntriesOf(Map.of("crm", 0.5, "spam", 0.0));
  }

  @ParameterizedTest
  @CsvSource({
    "training.sources.weight.crm, half",
    "training.sources.weight.crm, -1",
    "training.drift.adwin-delta, 0",
    "training.drift.tolerance, -0.1",
    "training.drift.threshold, 0",
    "training.drift.input-threshold, -6",
    "training.gate.doubt, NaN"
  })
  void refusesAValueThatMeansNothingByItsKey(String key, String value) {
    ConfigValues values = new ConfigValues(Map.of(key, value));

    assertThatThrownBy(() -> LearnerConfig.from(values)).hasMessageStartingWith(key);
  }
}
