package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParallelismTest {

  @Test
  void fillsTheProcessorsWithFewWorkersAndGivesThemTheRest() {
    assertThat(of(Map.of(), 1)).isEqualTo(new Parallelism(1, 0));
    assertThat(of(Map.of(), 2)).isEqualTo(new Parallelism(2, 1));
    assertThat(of(Map.of(), 4)).isEqualTo(new Parallelism(4, 1));
    assertThat(of(Map.of(), 16)).isEqualTo(new Parallelism(4, 4));
  }

  @Test
  void followsWhatIsSetAndChoosesTheOther() {
    assertThat(of(Map.of("backbone.threads", "2"), 8)).isEqualTo(new Parallelism(4, 2));
    assertThat(of(Map.of("backbone.threads", "8"), 2)).isEqualTo(new Parallelism(1, 8));
    assertThat(of(Map.of("scoring.workers", "1"), 8)).isEqualTo(new Parallelism(1, 0));
    assertThat(of(Map.of("scoring.workers", "3", "backbone.threads", "5"), 2))
        .isEqualTo(new Parallelism(3, 5));
  }

  @Test
  void runsOneBatchAtATimeOnAGpu() {
    assertThat(of(Map.of("backbone.device", "gpu:0"), 16)).isEqualTo(new Parallelism(1, 0));
  }

  @Test
  void refusesANegativeNumber() {
    assertThatThrownBy(() -> of(Map.of("scoring.workers", "-1"), 2))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("scoring.workers");
  }

  private static Parallelism of(Map<String, String> settings, int processors) {
    return Parallelism.from(new ConfigValues(settings), processors);
  }
}
