package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.checkpoint.Tensor;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an interrupted run needs to go on as if nothing had happened: the finished teachers, and of
 * the student every parameter with its moments, the best state so far and the counts. The order of
 * examples follows from the seed and the step.
 */
final class SourceCheckpoint {

  private static final String FINGERPRINT = "fingerprint";

  private final Path file;
  private final String fingerprint;

  /**
   * @param fingerprint of settings, data and backbone; a file with another one is refused
   */
  SourceCheckpoint(Path file, String fingerprint) {
    this.file = file;
    this.fingerprint = fingerprint;
  }

  /** How far the student is. */
  record Counts(int step, double bestAccuracy, int bestStep, int stale) {

    static Counts start() {
      return new Counts(0, -1, 0, 0);
    }
  }

  /** What was found in a file. */
  record Resumed(Checkpoint content, List<Teacher> teachers, Counts counts) {

    /** Puts values and moments back. */
    void restore(List<Parameter> parameters) {
      for (Parameter parameter : parameters) {
        parameter.value().set(content.tensors().get(parameter.name()).values());
        parameter.firstMoment().set(content.tensors().get(parameter.name() + ".m").values());
        parameter.secondMoment().set(content.tensors().get(parameter.name() + ".v").values());
      }
    }

    /** The best state so far; none before the first validation. */
    Optional<StudentState> best(StudentState like) {
      if (counts.bestAccuracy() < 0) {
        return Optional.empty();
      }
      List<float[]> labels = new ArrayList<>();
      for (int k = 0; k < like.labelOffsets().size(); k++) {
        labels.add(content.tensors().get("best.label_offsets." + k).values());
      }
      return Optional.of(
          new StudentState(
              like.length(),
              like.width(),
              like.rank(),
              content.tensors().get("best.shared_prompt").values(),
              content.tensors().get("best.u").values(),
              content.tensors().get("best.v").values(),
              labels));
    }
  }

  /**
   * @throws InvalidCheckpointException if the file belongs to a run with other settings, data or
   *     backbone
   */
  Optional<Resumed> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Checkpoint content = Safetensors.read(file);
    if (!content.meta(FINGERPRINT).equals(fingerprint)) {
      throw new InvalidCheckpointException(
          file
              + " belongs to a run with other settings, data or backbone; remove it to start anew,"
              + " or go on with the settings "
              + content.meta(FINGERPRINT));
    }
    List<Teacher> teachers = new ArrayList<>();
    for (int k = 0; content.tensors().containsKey("teacher.prompt." + k); k++) {
      teachers.add(
          new Teacher(
              content.tensors().get("teacher.prompt." + k).values(),
              content.tensors().get("teacher.label_vectors." + k).values()));
    }
    Counts counts =
        new Counts(
            Integer.parseInt(content.meta("step")),
            Double.parseDouble(content.meta("best_accuracy")),
            Integer.parseInt(content.meta("best_step")),
            Integer.parseInt(content.meta("stale")));
    return Optional.of(new Resumed(content, teachers, counts));
  }

  void write(
      List<Teacher> teachers,
      List<Parameter> parameters,
      Optional<StudentState> best,
      Counts counts)
      throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int k = 0; k < teachers.size(); k++) {
      put(tensors, "teacher.prompt." + k, teachers.get(k).prompt());
      put(tensors, "teacher.label_vectors." + k, teachers.get(k).labelVectors());
    }
    for (Parameter parameter : parameters) {
      put(tensors, parameter.name(), parameter.value().toFloatArray());
      put(tensors, parameter.name() + ".m", parameter.firstMoment().toFloatArray());
      put(tensors, parameter.name() + ".v", parameter.secondMoment().toFloatArray());
    }
    best.ifPresent(
        state -> {
          put(tensors, "best.shared_prompt", state.shared());
          put(tensors, "best.u", state.u());
          put(tensors, "best.v", state.v());
          for (int k = 0; k < state.labelOffsets().size(); k++) {
            put(tensors, "best.label_offsets." + k, state.labelOffsets().get(k));
          }
        });
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FINGERPRINT, fingerprint);
    metadata.put("step", Integer.toString(counts.step()));
    metadata.put("best_accuracy", Double.toString(counts.bestAccuracy()));
    metadata.put("best_step", Integer.toString(counts.bestStep()));
    metadata.put("stale", Integer.toString(counts.stale()));
    Safetensors.write(file, new Checkpoint(tensors, metadata));
  }

  /** A finished run needs it no more. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private static void put(Map<String, Tensor> tensors, String name, float[] values) {
    tensors.put(name, Tensor.of(values, values.length));
  }
}
