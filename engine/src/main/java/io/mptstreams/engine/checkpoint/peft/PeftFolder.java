package io.mptstreams.engine.checkpoint.peft;

import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.checkpoint.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder with {@code adapter_config.json} and {@code adapter_model.safetensors}, as {@code
 * save_pretrained} leaves it.
 */
public final class PeftFolder {

  private static final String CONFIG = "adapter_config.json";
  private static final String MODEL = "adapter_model.safetensors";
  private static final String PROMPT = "prompt_embeddings";
  private static final String COLS = "prefix_task_cols";
  private static final String ROWS = "prefix_task_rows";
  private static final String HEAD = "base_model.classifier";

  /** What decoder models call their classifier; it has no bias. */
  private static final String DECODER_HEAD = "base_model.score";

  private PeftFolder() {}

  /**
   * @throws InvalidCheckpointException saying what is wrong
   * @throws IOException when a file is missing
   */
  public static PeftAdapter read(Path folder) throws IOException {
    return read(
        Files.readAllBytes(folder.resolve(CONFIG)), Safetensors.read(folder.resolve(MODEL)));
  }

  static PeftAdapter read(byte[] json, Checkpoint tensors) throws IOException {
    PeftConfig config = PeftConfig.parse(json);
    return new PeftAdapter(
        config.base(),
        config.length(),
        config.width(),
        config.rank(),
        firstRows(PROMPT, tensors.tensor(PROMPT, -1, config.width()), 0, config),
        config.multitask() ? factors(tensors, config) : List.of(ones(config)),
        head(tensors, config));
  }

  /** The folder is made if need be; files of an older adapter in it are replaced. */
  public static void write(Path folder, PeftAdapter adapter) throws IOException {
    write(folder, PeftConfig.of(adapter), adapter, factors(adapter));
  }

  /** One task's prompt, composed, as plain prompt tuning. */
  public static void writePlain(Path folder, PeftAdapter adapter, int task) throws IOException {
    Tensor prompt = Tensor.of(adapter.composed(task), adapter.length(), adapter.width());
    write(folder, PeftConfig.plainOf(adapter), adapter, Map.of(PROMPT, prompt));
  }

  private static void write(
      Path folder, PeftConfig config, PeftAdapter adapter, Map<String, Tensor> prompts)
      throws IOException {
    Map<String, Tensor> all = new LinkedHashMap<>();
    adapter
        .head()
        .ifPresent(
            head -> {
              all.put(HEAD + ".bias", Tensor.of(head.bias(), head.labels()));
              all.put(HEAD + ".weight", Tensor.of(head.weight(), head.labels(), adapter.width()));
            });
    all.putAll(prompts);
    Files.createDirectories(folder);
    Files.write(folder.resolve(CONFIG), config.json(adapter.head().isPresent()));
    Safetensors.write(folder.resolve(MODEL), new Checkpoint(all, Map.of("format", "pt")));
  }

  private static Map<String, Tensor> factors(PeftAdapter adapter) {
    int length = adapter.length();
    int tasks = adapter.tasks().size();
    float[] cols = new float[tasks * length * adapter.rank()];
    float[] rows = new float[tasks * adapter.rank() * adapter.width()];
    for (int k = 0; k < tasks; k++) {
      PeftFactors task = adapter.tasks().get(k);
      System.arraycopy(task.u(), 0, cols, k * task.u().length, task.u().length);
      System.arraycopy(task.v(), 0, rows, k * task.v().length, task.v().length);
    }
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put(COLS, Tensor.of(cols, tasks, length, adapter.rank()));
    all.put(ROWS, Tensor.of(rows, tasks, adapter.rank(), adapter.width()));
    all.put(PROMPT, Tensor.of(adapter.values(), length, adapter.width()));
    return all;
  }

  private static List<PeftFactors> factors(Checkpoint tensors, PeftConfig config) {
    Tensor cols = tensors.tensor(COLS, config.tasks(), -1, config.rank());
    Tensor rows = tensors.tensor(ROWS, config.tasks(), config.rank(), config.width());
    int v = config.rank() * config.width();
    List<PeftFactors> factors = new ArrayList<>();
    for (int k = 0; k < config.tasks(); k++) {
      factors.add(
          new PeftFactors(
              firstRows(COLS, cols, k, config),
              Arrays.copyOfRange(rows.values(), k * v, (k + 1) * v)));
    }
    return factors;
  }

  /**
   * The first L rows of a [rows, columns] matrix, or of the k-th of several. An encoder-decoder's
   * adapter may hold the decoder's copy of the prompt behind them.
   */
  private static float[] firstRows(String name, Tensor tensor, int k, PeftConfig config) {
    int dimensions = tensor.shape().length;
    int rows = tensor.shape()[dimensions - 2];
    int columns = tensor.shape()[dimensions - 1];
    if (rows < config.length() || rows % config.length() != 0) {
      throw new InvalidCheckpointException(
          "%s has %d rows, expected %d, which is num_virtual_tokens, or a multiple of it"
              .formatted(name, rows, config.length()));
    }
    int start = k * rows * columns;
    return Arrays.copyOfRange(tensor.values(), start, start + config.length() * columns);
  }

  /** Plain prompt tuning is P* with a product of ones. */
  private static PeftFactors ones(PeftConfig config) {
    float[] u = new float[config.length()];
    float[] v = new float[config.width()];
    Arrays.fill(u, 1);
    Arrays.fill(v, 1);
    return new PeftFactors(u, v);
  }

  private static Optional<PeftHead> head(Checkpoint tensors, PeftConfig config) {
    String name = tensors.tensors().containsKey(HEAD + ".weight") ? HEAD : DECODER_HEAD;
    if (!tensors.tensors().containsKey(name + ".weight")) {
      return Optional.empty();
    }
    Tensor weight = tensors.tensor(name + ".weight", -1, config.width());
    int labels = weight.shape()[0];
    float[] bias =
        tensors.tensors().containsKey(name + ".bias")
            ? tensors.tensor(name + ".bias", labels).values()
            : new float[labels];
    return Optional.of(new PeftHead(labels, weight.values(), bias));
  }
}
