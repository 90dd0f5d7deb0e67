package io.mptstreams.engine.tuning.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.t5.T5Fixture;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.data.TaskFolder;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.mpt.AdaptationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a tiny T5 with random weights: that it runs and counts, not how well a T5 writes. */
class GenerationRunTest {

  private static final EngineSettings WRITING =
      EngineSettings.defaults().withGeneration(new GenerationSettings(6, 1, 1));
  private static final AdaptationSettings LEARNING =
      new AdaptationSettings(12, 4, 0.02f, 0.02f, 1, 0, 2, 64, Duration.ofSeconds(60), 7);

  @TempDir private Path folder;

  @BeforeEach
  void writeTask() throws IOException {
    Files.writeString(
        folder.resolve("task.json"), "{\"name\": \"rows\", \"kind\": \"generation\"}");
    Files.writeString(
        folder.resolve("train.jsonl"),
        """
        {"text": "one two three", "label": "numbers in a row"}
        {"text": "red green blue", "label": "colours in a row"}
        """);
    Files.writeString(
        folder.resolve("test.jsonl"),
        """
        {"text": "four five six", "label": "numbers", "references": ["numbers", "a row"]}
        {"text": "pink", "label": "a colour"}
        """);
  }

  @Test
  void learnsAndWritesAGenerationTask() {
    try (T5Fixture t5 = T5Fixture.open("t5", Execution.FUSED)) {
      GenerationScores scores =
          new GenerationRun(t5.backbone(), WRITING, LEARNING)
              .run(t5.sharedPrompt(), TaskFolder.open(folder), 0, 10, GenerationProgress.none());

      assertThat(scores.examples()).isEqualTo(2);
      assertThat(scores.testRows()).isEqualTo(2);
      assertThat(scores.steps()).isEqualTo(12);
      assertThat(scores.lastLoss()).isLessThan(scores.firstLoss());
      assertThat(scores.bleu()).isBetween(0.0, 100.0);
      assertThat(scores.exactMatch()).isBetween(0.0, 100.0);
      assertThat(scores.tokenF1()).isBetween(scores.exactMatch(), 100.0);
    }
  }

  @Test
  void measuresInPercent() throws IOException {
    try (T5Fixture t5 = T5Fixture.open("t5", Execution.FUSED)) {
      SharedPrompt prompt = t5.sharedPrompt();
      TaskParameters start = new ColdStart(t5.backbone()).of(prompt, List.of(), List.of());
      String written =
          new OfflineScorer(t5.backbone(), WRITING)
              .score(
                  prompt,
                  new TaskModel("rows", 2, prompt.version(), start),
                  List.of(new ScoringRequest("rows", "pink", Optional.empty())))
              .get(0)
              .output()
              .orElseThrow();
      Files.writeString(
          folder.resolve("test.jsonl"),
          new ObjectMapper().writeValueAsString(Map.of("text", "pink", "label", written)));

      GenerationScores scores =
          new GenerationRun(t5.backbone(), WRITING, LEARNING.withSteps(0))
              .run(prompt, TaskFolder.open(folder), 0, 10, GenerationProgress.none());

      assertThat(scores.exactMatch()).isEqualTo(100);
      assertThat(scores.tokenF1()).isEqualTo(100);
    }
  }

  @Test
  void readsAllReferencesOrTheLabelAlone() {
    assertThat(TaskFolder.open(folder).referencedTest())
        .extracting(row -> String.join("|", row.references()))
        .containsExactly("numbers|a row", "a colour");
  }

  @Test
  void saysWhatItCannotRun() throws IOException {
    assertThatThrownBy(() -> new GenerationRun(Models.miniLm(), WRITING, LEARNING))
        .hasMessageContaining("cannot write: set backbone.source");
    try (T5Fixture t5 = T5Fixture.open("t5", Execution.FUSED)) {
      GenerationRun run = new GenerationRun(t5.backbone(), WRITING, LEARNING);
      assertThatThrownBy(
              () ->
                  run.run(
                      t5.sharedPrompt(), TaskFolder.open(folder), 3, 10, GenerationProgress.none()))
          .isInstanceOf(InvalidDataException.class)
          .hasMessage("task rows has 2 train rows, needed are 3");
      Files.writeString(
          folder.resolve("task.json"),
          "{\"name\": \"rows\", \"kind\": \"single\", \"labels\": [\"a\", \"b\"]}");
      assertThatThrownBy(
              () ->
                  run.run(
                      t5.sharedPrompt(), TaskFolder.open(folder), 1, 10, GenerationProgress.none()))
          .isInstanceOf(InvalidDataException.class)
          .hasMessage("task rows has labels and is not a generation task");
    }
  }
}
