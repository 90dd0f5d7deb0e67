package io.mptstreams.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
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

  @Test
  void refusesLabelsThatNoPredictionCouldName() {
    List<LabelDefinition> labels =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new LabelDefinition("x".repeat(300) + i, "a phrase"))
            .toList();

    assertThatThrownBy(() -> task("a").withLabels(labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("task \"a\" has 302890 bytes of label names, at most 262144 are taken");
  }

  @Test
  void refusesAPhraseThatIsABook() {
    List<LabelDefinition> labels =
        List.of(new LabelDefinition("x", "é".repeat(8_193)), new LabelDefinition("y", "a phrase"));

    assertThatThrownBy(() -> task("a").withLabels(labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("task \"a\" has a label whose phrase has 16386 bytes, at most 16384 are taken");
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
