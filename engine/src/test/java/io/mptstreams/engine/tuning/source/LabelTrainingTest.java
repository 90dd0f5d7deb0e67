package io.mptstreams.engine.tuning.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.checkpoint.Tensor;
import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.testing.DeskTask;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.classifier.Readouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelTrainingTest {

  private final Backbone backbone = Models.miniLm();
  private final SourceTraining training = new SourceTraining(backbone);
  private final List<SourceProgress.Moment> moments = new ArrayList<>();

  @TempDir private Path folder;

  private SourceSettings settings;

  @BeforeEach
  void writeTwoTasks() throws IOException {
    DeskSources.write(folder, "desk", DeskTask.train());
    DeskSources.write(folder, "desk-too", DeskTask.train());
    settings = DeskSources.settings(folder, "out", 2, 0, Optional.empty(), Set.of(), 1e-2f);
  }

  @Test
  void remembersWhatTheLabelsOfAllTasksTaught() throws IOException {
    SharedPrompt prompt = training.run(settings, moments::add).prompt();

    LabelMemory memory = prompt.labelMemory().orElseThrow();
    assertThat(memory.labels()).isEqualTo(4);
    assertThat(moments).extracting(SourceProgress.Moment::part).contains("labels");
  }

  @Test
  void aNewTaskWithTheLabelsOfASourceTaskStartsWithWhatThatLearned() throws IOException {
    SharedPrompt prompt = training.run(settings, moments::add).prompt();

    assertThat(rightWithoutExamples(prompt))
        .isGreaterThanOrEqualTo(14)
        .isGreaterThan(rightWithoutExamples(prompt.withLabelMemory(Optional.empty())));
  }

  @Test
  void learnsTheLabelsOfAPromptThatWasTrainedBeforeAsWellAsWithIt() throws IOException {
    SharedPrompt whole = training.run(settings, moments::add).prompt();
    Checkpoint file = Safetensors.read(folder.resolve("out"));
    Map<String, Tensor> before = new HashMap<>(file.tensors());
    before.keySet().removeIf(name -> name.startsWith("label"));
    Safetensors.write(folder.resolve("before"), new Checkpoint(before, file.metadata()));

    new Relabelling(backbone).run(folder.resolve("before"), settings, moments::add);

    Checkpoint after = Safetensors.read(folder.resolve("out"));
    LabelMemory memory = SharedPrompts.of(after, 1).labelMemory().orElseThrow();
    assertThat(memory.coefficients()).isEqualTo(whole.labelMemory().orElseThrow().coefficients());
    assertThat(after.tensors()).containsOnlyKeys(file.tensors().keySet());
    assertThat(after.metadata()).containsAllEntriesOf(file.metadata());
  }

  @Test
  void refusesToLearnTheLabelsFromOtherRows() throws IOException {
    training.run(settings, moments::add);
    DeskSources.write(folder, "desk", DeskTask.test());

    assertThatThrownBy(
            () -> new Relabelling(backbone).run(folder.resolve("out"), settings, moments::add))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageMatching(".*out was trained on other rows than those in .*");
  }

  /** Of the 16 test rows of the desk. */
  private long rightWithoutExamples(SharedPrompt prompt) {
    TaskParameters cold = new ColdStart(backbone).of(prompt, DeskTask.LABELS, DeskTask.LABELS);
    TrainingSet rows = TrainingSet.of(DeskTask.test(), DeskTask.LABELS, backbone.tokenizer(), 16);
    float[] composed = prompt.compose(cold.u(), cold.v(), cold.rank());
    int[] best =
        Readouts.best(
            new SentenceEmbedder(backbone).embed(rows.texts(), Optional.of(composed)),
            cold.labelVectors(),
            prompt.width());
    return IntStream.range(0, rows.size()).filter(i -> best[i] == rows.targets()[i]).count();
  }
}
