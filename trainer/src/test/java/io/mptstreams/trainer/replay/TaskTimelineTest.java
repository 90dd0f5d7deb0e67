package io.mptstreams.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskTimelineTest {

  @TempDir private Path folder;

  @Test
  void takesLabelsAwayThatComeLaterAndBringsThemInTheOrderOfTheStream() {
    TaskTimeline timeline =
        TaskTimeline.of(
            Map.of("t", task("a", "b", "c", "d", "e"), "u", task("a", "b")),
            List.of(
                comes(20, "b", "d"),
                comes(10, "e"),
                new ReplayChange("t", "domain switch", 5, List.of()),
                new ReplayChange("not in the stream", "new labels", 5, List.of("x"))));

    assertThat(timeline.first().get("t").labelNames()).containsExactly("a", "c");
    assertThat(timeline.first().get("u").labelNames()).containsExactly("a", "b");
    assertThat(timeline.later())
        .extracting(TaskTimeline.Redefinition::from)
        .containsExactly(10, 20);
    assertThat(timeline.later())
        .extracting(later -> later.task().labelNames())
        .containsExactly(List.of("a", "c", "e"), List.of("a", "b", "c", "d", "e"));
  }

  @Test
  void refusesALabelThatTheTaskDoesNotHaveAndTooFewAtFirst() {
    Map<String, TaskDefinition> tasks = Map.of("t", task("a", "b", "c"));

    assertThatThrownBy(() -> TaskTimeline.of(tasks, List.of(comes(10, "x"))))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "the stream's description brings task \"t\", at event 10, a label \"x\" that the task"
                + " does not have");
    assertThatThrownBy(() -> TaskTimeline.of(tasks, List.of(comes(10, "a", "b"))))
        .hasMessageEndingWith("at event 10, all but 1 of its labels");
  }

  @Test
  void readsNewLabelsFromTheStreamsDescription() throws IOException {
    Files.writeString(
        folder.resolve("s.meta.json"),
        """
        {"drifts": [
          {"task": "t", "kind": "new labels", "from_event": 7, "new_labels": ["c", "d"]},
          {"task": "t", "kind": "domain switch", "from_event": 3},
          {"task": "t", "kind": "rate", "from_event": 1}]}
        """);

    assertThat(ReplayChange.beside(folder.resolve("s.jsonl")))
        .containsExactly(
            new ReplayChange("t", "new labels", 7, List.of("c", "d")),
            new ReplayChange("t", "domain switch", 3, List.of()));
  }

  private static ReplayChange comes(int from, String... labels) {
    return new ReplayChange("t", "new labels", from, List.of(labels));
  }

  private static TaskDefinition task(String... labels) {
    return new TaskDefinition(
        "t",
        TaskKind.SINGLE,
        Stream.of(labels).map(label -> new LabelDefinition(label, "")).toList(),
        "",
        Optional.empty(),
        true,
        OptionalLong.empty(),
        Instant.EPOCH);
  }
}
