package io.mptstreams.engine.tuning.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskFactors;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.technique.GradientBudget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BasisTest {

  @Test
  void knowsWhatTheStartKnowsOfLabels() {
    SharedPrompt start =
        new SharedPrompt(1, "abc", 1, 2, 1, new float[2], new float[1], new float[2]);
    LabelMemory memory = new LabelMemory(2, new float[2], new float[2]);
    LabelMemory other = new LabelMemory(2, new float[2], new float[] {0, 1});

    assertThat(
            List.of(
                basis(start),
                basis(start.withLabelMemory(Optional.of(memory))),
                basis(start.withLabelMemory(Optional.of(other)))))
        .doesNotHaveDuplicates();
  }

  @Test
  void knowsTheSourceTasksOfTheStart() {
    SharedPrompt start =
        new SharedPrompt(1, "abc", 1, 2, 1, new float[2], new float[1], new float[2]);
    TaskFactors source = new TaskFactors("mnli", new float[1], new float[2]);

    assertThat(basis(new TrainedPrompt(start, List.of(source)))).isNotEqualTo(basis(start));
  }

  private static String basis(SharedPrompt start) {
    return basis(TrainedPrompt.alone(start));
  }

  private static String basis(TrainedPrompt start) {
    return Basis.of(
        Models.miniLm().info(), Optional.of(start), 64, GradientBudget.defaults(), List.of("a"));
  }
}
