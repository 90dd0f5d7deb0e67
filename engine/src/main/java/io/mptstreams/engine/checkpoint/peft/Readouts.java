package io.mptstreams.engine.checkpoint.peft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.checkpoint.Tensor;
import io.mptstreams.engine.prompt.TaskParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What PEFT has no place for: the names and readouts of an adapter's tasks, in a file of our own
 * beside PEFT's. A cosine to label vectors is no linear classifier, so it cannot be written as one.
 */
public final class Readouts {

  private static final String FILE = "mpt_readouts.safetensors";
  private static final String TASKS = "tasks";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One task's readout; the numbers are those of {@link TaskParameters}. */
  public record Readout(
      List<String> labels, float[] vectors, float[] biases, float scale, float temperature) {

    public static Readout of(TaskParameters task) {
      return new Readout(
          task.labels(), task.labelVectors(), task.labelBiases(), task.scale(), task.temperature());
    }
  }

  private Readouts() {}

  /** In the order of the adapter's tasks. */
  public static void write(Path folder, int width, Map<String, Readout> tasks) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(TASKS, JSON.writeValueAsString(tasks.keySet()));
    for (Map.Entry<String, Readout> entry : tasks.entrySet()) {
      String task = entry.getKey();
      Readout readout = entry.getValue();
      int labels = readout.labels().size();
      tensors.put(task + ".label_vectors", Tensor.of(readout.vectors(), labels, width));
      tensors.put(task + ".label_biases", Tensor.of(readout.biases(), labels));
      tensors.put(
          task + ".scale_temperature",
          Tensor.of(new float[] {readout.scale(), readout.temperature()}, 2));
      metadata.put(task + ".labels", JSON.writeValueAsString(readout.labels()));
    }
    Safetensors.write(folder.resolve(FILE), new Checkpoint(tensors, metadata));
  }

  /**
   * By task, in the order of the adapter's tasks; empty where PEFT itself wrote the folder.
   *
   * @throws InvalidCheckpointException saying what is wrong
   */
  public static Map<String, Readout> read(Path folder, int width) throws IOException {
    Map<String, Readout> readouts = new LinkedHashMap<>();
    if (!Files.exists(folder.resolve(FILE))) {
      return readouts;
    }
    Checkpoint checkpoint = Safetensors.read(folder.resolve(FILE));
    for (String task : names(checkpoint, TASKS)) {
      List<String> labels = names(checkpoint, task + ".labels");
      float[] factors = checkpoint.tensor(task + ".scale_temperature", 2).values();
      readouts.put(
          task,
          new Readout(
              labels,
              checkpoint.tensor(task + ".label_vectors", labels.size(), width).values(),
              checkpoint.tensor(task + ".label_biases", labels.size()).values(),
              factors[0],
              factors[1]));
    }
    return readouts;
  }

  private static List<String> names(Checkpoint checkpoint, String key) {
    try {
      return JSON.readValue(checkpoint.meta(key), new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw new InvalidCheckpointException("metadata " + key + " is not a list of names", e);
    }
  }
}
