package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.checkpoint.Tensor;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskFactors;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file of a finished run: P*, mean U and V, every task's update if there are any, and how it
 * was made.
 */
final class SourceOutput {

  private SourceOutput() {}

  static SourceResult write(
      SourceSettings settings,
      SourceData data,
      String fingerprint,
      BackboneInfo backbone,
      SharedPrompt prompt,
      StudentState state,
      SourceCheckpoint.Counts counts,
      Duration duration)
      throws IOException {
    Map<String, String> metadata = metadata(settings, data, fingerprint, backbone, counts);
    Checkpoint start = SharedPrompts.checkpoint(prompt, metadata);
    Map<String, Tensor> tensors = new LinkedHashMap<>(start.tensors());
    List<TaskFactors> tasks = new ArrayList<>();
    for (int k = 0; k < data.tasks().size(); k++) {
      SourceTask task = data.tasks().get(k);
      if (!settings.without().contains(SourceSettings.Part.UPDATES)) {
        String name = "tasks." + task.name();
        tensors.put(name + ".u", Tensor.of(state.uOf(k), state.length(), state.rank()));
        tensors.put(name + ".v", Tensor.of(state.vOf(k), state.rank(), state.width()));
      }
      tasks.add(new TaskFactors(task.name(), state.uOf(k), state.vOf(k)));
    }
    Safetensors.write(settings.output(), new Checkpoint(tensors, start.metadata()));
    return new SourceResult(
        prompt,
        tasks,
        counts.bestAccuracy(),
        counts.step(),
        duration,
        settings.output(),
        start.metadata());
  }

  private static Map<String, String> metadata(
      SourceSettings settings,
      SourceData data,
      String fingerprint,
      BackboneInfo backbone,
      SourceCheckpoint.Counts counts) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("command", settings.command());
    metadata.put("seed", Long.toString(settings.seed()));
    metadata.put("tasks", String.join(",", data.tasks().stream().map(SourceTask::name).toList()));
    metadata.put("data_digest", data.digest());
    metadata.put("backbone", backbone.name());
    metadata.put("student", settings.student().toString());
    metadata.put("teachers", settings.teachers().toString());
    metadata.put("distillation", settings.distillation().toString());
    metadata.put("without", settings.without().toString());
    metadata.put("fingerprint", fingerprint);
    metadata.put("max_tokens", Integer.toString(settings.maxTokens()));
    metadata.put("steps", Integer.toString(counts.step()));
    metadata.put("best_step", Integer.toString(counts.bestStep()));
    metadata.put("validation_accuracy", String.format(Locale.ROOT, "%.4f", counts.bestAccuracy()));
    return metadata;
  }
}
