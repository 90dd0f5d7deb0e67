package io.mptstreams.engine.prompt;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.checkpoint.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where shared prompts come from: the resource that ships, a file, or the vocabulary. */
public final class SharedPrompts {

  /** Metadata: which backbone the prompt is for. */
  public static final String BACKBONE_DIGEST = "backbone_digest";

  private static final String VALUES = "shared_prompt";
  private static final String U = "u";
  private static final String V = "v";
  private static final String LABEL_PHRASES = "label_phrases";
  private static final String LABEL_COEFFICIENTS = "label_coefficients";

  /** Names of a source task's factors: tasks.NAME.u and tasks.NAME.v. */
  private static final String TASKS = "tasks.";

  private static final String TASK_U = ".u";
  private static final String TASK_V = ".v";

  private static final int FIRST_WORD = 999;
  private static final int END_OF_COMMON_WORDS = 5000;

  private SharedPrompts() {}

  /**
   * The prompt that ships for a backbone, as version 1; none if there is none for these weights,
   * this tokenizer and this placement.
   */
  public static Optional<SharedPrompt> packaged(BackboneInfo backbone) {
    return packagedWithSources(backbone).map(TrainedPrompt::prompt);
  }

  /** Like {@link #packaged}, with the source tasks' factors. */
  public static Optional<TrainedPrompt> packagedWithSources(BackboneInfo backbone) {
    return packaged(backbone, "", ".after-cls");
  }

  /**
   * The prompt that ships for a backbone and was trained on the mixture of the same source tasks,
   * without updates of their own: what SPoT starts from.
   */
  public static Optional<SharedPrompt> packagedMixture(BackboneInfo backbone) {
    return packaged(backbone, ".mixture").map(TrainedPrompt::prompt);
  }

  private static Optional<TrainedPrompt> packaged(BackboneInfo backbone, String... suffixes) {
    if (!backbone.name().matches("[A-Za-z0-9._-]{1,100}")) {
      return Optional.empty();
    }
    return Stream.of(suffixes)
        .map(suffix -> resource(backbone.name() + suffix + ".safetensors"))
        .flatMap(Optional::stream)
        .filter(trained -> trained.prompt().backboneDigest().equals(backbone.digest()))
        .findFirst();
  }

  private static Optional<TrainedPrompt> resource(String name) {
    try (InputStream in = SharedPrompts.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(withSources(Safetensors.parse(name, in.readAllBytes()), 1));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the packaged shared prompt " + name, e);
    }
  }

  /**
   * A prompt that was not trained: common words (Lester et al., EMNLP 2021), as {@link
   * Backbone#promptOf} has them, and u = v = 1, so that every task starts at P* itself.
   *
   * @param length vectors wherever vectors stand, so that the prompt has {@link
   *     Backbone#promptRows} of them
   */
  public static SharedPrompt fromVocabulary(Backbone backbone, int length, long seed) {
    int width = backbone.info().width();
    Random random = new Random(seed);
    int end = Math.min(END_OF_COMMON_WORDS, backbone.vocabulary());
    int first = FIRST_WORD < end ? FIRST_WORD : 0;
    int[] ids = new int[length];
    for (int l = 0; l < length; l++) {
      ids[l] = first + random.nextInt(end - first);
    }
    int rows = backbone.promptRows(length);
    float[] u = new float[rows];
    float[] v = new float[width];
    Arrays.fill(u, 1);
    Arrays.fill(v, 1);
    return new SharedPrompt(
        1, backbone.info().digest(), rows, width, 1, backbone.promptOf(ids), u, v);
  }

  /**
   * @throws InvalidCheckpointException if it is no shared prompt, naming the file and the tensor
   */
  public static SharedPrompt read(Path file, long version) throws IOException {
    Checkpoint checkpoint = Safetensors.read(file);
    return from(file, () -> of(checkpoint, version));
  }

  /** Like {@link #read}, with the source tasks' factors. */
  public static TrainedPrompt readWithSources(Path file, long version) throws IOException {
    Checkpoint checkpoint = Safetensors.read(file);
    return from(file, () -> withSources(checkpoint, version));
  }

  private static <T> T from(Path file, Supplier<T> prompt) {
    try {
      return prompt.get();
    } catch (InvalidCheckpointException | InvalidParametersException e) {
      throw new InvalidCheckpointException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * @param metadata how it was made; the backbone's digest is added
   */
  public static void write(Path file, SharedPrompt prompt, Map<String, String> metadata)
      throws IOException {
    Safetensors.write(file, checkpoint(prompt, metadata));
  }

  /**
   * Tensors shared_prompt [L, d], u [L, r] and v [r, d]; label_phrases and label_coefficients [S,
   * d] if it knows about labels.
   */
  public static Checkpoint checkpoint(SharedPrompt prompt, Map<String, String> metadata) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(VALUES, Tensor.of(prompt.values(), prompt.length(), prompt.width()));
    tensors.put(U, Tensor.of(prompt.u(), prompt.length(), prompt.rank()));
    tensors.put(V, Tensor.of(prompt.v(), prompt.rank(), prompt.width()));
    prompt
        .labelMemory()
        .ifPresent(
            memory -> {
              int labels = memory.labels();
              tensors.put(LABEL_PHRASES, Tensor.of(memory.phrases(), labels, memory.width()));
              tensors.put(
                  LABEL_COEFFICIENTS, Tensor.of(memory.coefficients(), labels, memory.width()));
            });
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.put(BACKBONE_DIGEST, prompt.backboneDigest());
    return new Checkpoint(tensors, all);
  }

  /** Reads what {@link #checkpoint} made; other tensors beside do not matter. */
  public static SharedPrompt of(Checkpoint checkpoint, long version) {
    Tensor values = checkpoint.tensor(VALUES, -1, -1);
    int length = values.shape()[0];
    int width = values.shape()[1];
    Tensor u = checkpoint.tensor(U, length, -1);
    int rank = u.shape()[1];
    Tensor v = checkpoint.tensor(V, rank, width);
    return new SharedPrompt(
        version,
        checkpoint.meta(BACKBONE_DIGEST),
        length,
        width,
        rank,
        values.values(),
        u.values(),
        v.values(),
        labelMemory(checkpoint, width));
  }

  private static Optional<LabelMemory> labelMemory(Checkpoint checkpoint, int width) {
    if (!checkpoint.tensors().containsKey(LABEL_PHRASES)) {
      return Optional.empty();
    }
    Tensor phrases = checkpoint.tensor(LABEL_PHRASES, -1, width);
    Tensor coefficients = checkpoint.tensor(LABEL_COEFFICIENTS, phrases.shape()[0], width);
    return LabelMemory.of(width, phrases.values(), coefficients.values());
  }

  private static TrainedPrompt withSources(Checkpoint checkpoint, long version) {
    SharedPrompt prompt = of(checkpoint, version);
    List<TaskFactors> sources = new ArrayList<>();
    for (String name : new TreeSet<>(checkpoint.tensors().keySet())) {
      if (name.startsWith(TASKS) && name.endsWith(TASK_U)) {
        String task = name.substring(TASKS.length(), name.length() - TASK_U.length());
        sources.add(
            new TaskFactors(
                task,
                checkpoint.tensor(name, prompt.length(), prompt.rank()).values(),
                checkpoint.tensor(TASKS + task + TASK_V, prompt.rank(), prompt.width()).values()));
      }
    }
    return new TrainedPrompt(prompt, sources);
  }
}
