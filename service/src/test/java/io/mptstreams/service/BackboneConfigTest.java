package io.mptstreams.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.schemas.config.ConfigValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackboneConfigTest {

  @Test
  void leavesWhatIsNotNamedAtItsDefault() {
    assertThat(BackboneConfig.from(new ConfigValues(Map.of())))
        .isEqualTo(BackboneSettings.defaults());
  }

  @Test
  void readsEveryKey() {
    ConfigValues values =
        new ConfigValues(
            Map.of(
                "backbone.source", "folder",
                "backbone.device", "cpu",
                "backbone.type", "bfloat16",
                "backbone.pooling", "cls",
                "backbone.threads", "3",
                "backbone.prompts", "after-cls"));

    assertThat(BackboneConfig.from(values))
        .isEqualTo(new BackboneSettings("folder", "cpu", "bfloat16", "cls", 3, "after-cls"));
    assertThat(BackboneConfig.from(values, 1).threads()).isEqualTo(1);
  }

  @Test
  void namesTheKeyThatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackboneConfig.from(new ConfigValues(Map.of("backbone.type", "float64"))))
        .withMessageStartingWith("backbone.type must be");
  }
}
