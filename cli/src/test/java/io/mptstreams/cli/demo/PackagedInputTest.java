package io.mptstreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackagedInputTest {

  private final DemoInput input = PackagedInput.read(7);

  @Test
  void holdsTasksOfSeveralKindsWithAHundredSentencesEach() {
    assertThat(input.tasks()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(input.tasks()).extracting(TaskDefinition::kind).contains(TaskKind.PAIR);
    for (TaskDefinition task : input.tasks()) {
      assertThat(input.events().stream().filter(e -> e.task().equals(task.name())).distinct())
          .hasSizeGreaterThanOrEqualTo(100);
    }
  }

  @Test
  void everyLabelIsOneOfItsTasksAndEveryLabelOccurs() {
    for (TaskDefinition task : input.tasks()) {
      List<String> labels =
          input.events().stream()
              .filter(e -> e.task().equals(task.name()))
              .map(DemoEvent::label)
              .distinct()
              .toList();
      assertThat(labels).containsExactlyInAnyOrderElementsOf(task.labelNames());
    }
  }

  @Test
  void oneSeedGivesOneMix() {
    assertThat(PackagedInput.read(7).events()).isEqualTo(input.events());
    assertThat(PackagedInput.read(8).events()).isNotEqualTo(input.events());
  }
}
