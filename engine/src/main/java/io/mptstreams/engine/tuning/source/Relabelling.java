package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.checkpoint.Tensor;
import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TrainedPrompt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a shared prompt that was trained before what its source tasks' labels taught, from the same
 * data; all else in its file stays. For prompts of before that was learned, or to learn it anew. A
 * call runs on the caller's thread and may stand beside scoring.
 */
public final class Relabelling {

  private final Backbone backbone;

  public Relabelling(Backbone backbone) {
    this.backbone = backbone;
  }

  /**
   * Learns and writes.
   *
   * @param settings name data and output; without tasks, those that the prompt names
   * @throws InvalidCheckpointException if the prompt is of another backbone, was trained on other
   *     data, or does not say on which
   * @throws IllegalArgumentException if the backbone has no label vectors
   */
  public SourceResult run(Path trained, SourceSettings settings, SourceProgress progress)
      throws IOException {
    long began = System.nanoTime();
    Checkpoint made = Safetensors.read(trained);
    TrainedPrompt before = SharedPrompts.readWithSources(trained, 1);
    if (!before.prompt().backboneDigest().equals(backbone.info().digest())) {
      throw new InvalidCheckpointException(trained + " was made for another backbone");
    }
    List<String> tasks =
        settings.tasks().isEmpty() ? List.of(made.meta("tasks").split(",")) : settings.tasks();
    Objective objective = Objective.of(backbone, settings.withTasks(tasks));
    if (!objective.data().digest().equals(made.meta("data_digest"))) {
      throw new InvalidCheckpointException(
          "%s was trained on other rows than those in %s".formatted(trained, settings.data()));
    }
    SharedPrompt prompt = before.prompt();
    Optional<LabelMemory> memory = objective.labelMemory(prompt, progress);
    if (memory.isEmpty()) {
      throw new IllegalArgumentException(
          backbone.info().name() + " writes texts and has no label vectors to learn");
    }
    SharedPrompt result = prompt.withLabelMemory(memory);
    Map<String, String> metadata = new LinkedHashMap<>(made.metadata());
    metadata.put("labels_command", settings.command());
    Map<String, Tensor> tensors = new LinkedHashMap<>(made.tensors());
    tensors.putAll(SharedPrompts.checkpoint(result, metadata).tensors());
    Safetensors.write(settings.output(), new Checkpoint(tensors, metadata));
    return new SourceResult(
        result,
        before.sources(),
        Double.parseDouble(made.meta("validation_accuracy")),
        Integer.parseInt(made.meta("steps")),
        Duration.ofNanos(System.nanoTime() - began),
        settings.output(),
        metadata);
  }
}
