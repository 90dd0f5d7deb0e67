package io.mptstreams.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskDefinitionTest {

  /** The last two would lead out of the folder that versions are exported to. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a b", ".", ".."})
  void refusesANameThatIsNone(String name) {
    assertThatThrownBy(() -> task(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was \"" + name + "\"");
  }

  @Test
  void takesDotsAmongOthers() {
    assertThat(task("a..b.").name()).isEqualTo("a..b.");
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1.5f, Float.NaN})
  void refusesAThresholdThatNoConfidenceHas(float threshold) {
    assertThatThrownBy(() -> task("a", Optional.of(threshold), OptionalLong.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threshold from 0 to 1, has " + threshold);
  }

  @Test
  void refusesAPinToAVersionThatNeverIs() {
    assertThatThrownBy(() -> task("a", Optional.empty(), OptionalLong.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pinned to version 0");
  }

  private static TaskDefinition task(String name) {
    return task(name, Optional.empty(), OptionalLong.empty());
  }

  private static TaskDefinition task(
      String name, Optional<Float> threshold, OptionalLong pinnedVersion) {
    return new TaskDefinition(
        name,
        TaskKind.SINGLE,
        List.of(new LabelDefinition("a", "a"), new LabelDefinition("b", "b")),
        "",
        threshold,
        true,
        pinnedVersion,
        Instant.EPOCH);
  }
}
