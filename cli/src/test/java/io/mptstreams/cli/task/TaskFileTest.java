package io.mptstreams.cli.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.cli.CommandException;
import io.mptstreams.schemas.record.TaskDefinition;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskFileTest {

  @Test
  void readsWhatATaskSays() {
    TaskDefinition task = task("0.7");

    assertThat(task.labelNames()).containsExactly("yes", "no");
    assertThat(task.labels().get(0).phrase()).isEqualTo("it is so");
    assertThat(task.threshold()).hasValue(0.7f);
    assertThat(task.acceptsFeedback()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"high\"; threshold must be a number, was \"high\"",
        "1.5; task \"a\" must have a threshold from 0 to 1, has 1.5"
      })
  void refusesAThresholdThatIsNone(String threshold, String message) {
    assertThatThrownBy(() -> task(threshold))
        .isInstanceOf(CommandException.class)
        .hasMessage("a.json is not a task: " + message);
  }

  @Test
  void refusesADescriptionOfWhatIsNoLabel() {
    String json =
        "{\"name\": \"a\", \"labels\": [\"yes\", \"no\"], \"label_descriptions\": {\"Yes\": \"it is so\"}}";

    assertThatThrownBy(() -> TaskFile.parse(json, "a.json", Instant.EPOCH))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "a.json is not a task: label_descriptions describes \"Yes\", which is none of its labels");
  }

  @ParameterizedTest
  @CsvSource({
    "knd, kind",
    "Threshold, threshold",
    "label_description, label_descriptions",
    "instructions, instruction",
    "acceptsFeedback, accepts_feedback"
  })
  void refusesAMisspeltField(String field, String meant) {
    String json = "{\"name\": \"a\", \"labels\": [\"yes\", \"no\"], \"" + field + "\": 1}";

    assertThatThrownBy(() -> TaskFile.parse(json, "a.json", Instant.EPOCH))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "a.json is not a task: %s is not a known field (did you mean %s?)"
                .formatted(field, meant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "date", "note", "role", "license", "label_set", "source_path"})
  void leavesOtherFieldsAlone(String field) {
    String json = "{\"name\": \"a\", \"labels\": [\"yes\", \"no\"], \"" + field + "\": \"x\"}";

    assertThat(TaskFile.parse(json, "a.json", Instant.EPOCH).labelNames())
        .containsExactly("yes", "no");
  }

  @Test
  void refusesLabelsThatAreNoArray() {
    assertThatThrownBy(
            () ->
                TaskFile.parse(
                    "{\"name\": \"a\", \"labels\": \"yes,no\"}", "a.json", Instant.EPOCH))
        .isInstanceOf(CommandException.class)
        .hasMessage("a.json is not a task: labels must be an array, was \"yes,no\"");
  }

  private static TaskDefinition task(String threshold) {
    String json =
        """
        {"name": "a", "labels": ["yes", "no"], "label_descriptions": {"yes": "it is so"},
         "threshold": %s}
        """;
    return TaskFile.parse(json.formatted(threshold), "a.json", Instant.EPOCH);
  }
}
