package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.SharedFolder;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.folder.ConfigFile;
import io.mptstreams.engine.backbone.safetensors.SafetensorsFile;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.text.TokenizedText;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A T5 folder of the reference fixtures: the model, and the numbers that it must give. */
public final class T5Fixture implements AutoCloseable {

  public final List<String> texts = new ArrayList<>();
  final T5Backbone backbone;
  final NDManager manager;
  final Execution execution;
  private final ConfigFile config;
  private final Map<String, NDArray> expected = new HashMap<>();

  T5Fixture(Path folder, Execution execution) {
    this.execution = execution;
    config = ConfigFile.read(folder.resolve("config.json"));
    backbone =
        (T5Backbone)
            Backbones.open(
                BackboneSettings.defaults().withSource(folder.toString()).withExecution(execution));
    manager = backbone.newManager();
    ConfigFile.read(folder.resolve("cases.json"))
        .root()
        .path("texts")
        .forEach(text -> texts.add(text.asText()));
    expect(folder.resolve("expected.safetensors"));
  }

  /** Opens a folder of the shared fixtures; skips the test where they are absent. */
  public static T5Fixture open(String name, Execution execution) {
    return new T5Fixture(SharedFolder.require("fixtures").resolve(name), execution);
  }

  public Backbone backbone() {
    return backbone;
  }

  public TextToText model() {
    return backbone.textToText().orElseThrow();
  }

  /** The prompt of the fixture as P*, and its u and v as every task's start. */
  public SharedPrompt sharedPrompt() {
    float[] values = expected("prompt_shared").toFloatArray();
    float[] u = expected("prompt_u").toFloatArray();
    float[] v = expected("prompt_v").toFloatArray();
    return new SharedPrompt(1, backbone.info().digest(), u.length, v.length, 1, values, u, v);
  }

  /** Takes the numbers of another file, such as that of a PEFT checkpoint over this model. */
  void expect(Path file) {
    try (SafetensorsFile numbers = SafetensorsFile.open(file)) {
      for (String name : numbers.names()) {
        Shape shape = new Shape(numbers.shape(name).orElseThrow());
        LongBuffer longs = numbers.raw(name).asLongBuffer();
        expected.put(
            name,
            numbers.holdsFloats(name)
                ? manager.create(numbers.read(name), shape, DataType.FLOAT32).duplicate()
                : manager.create(longs, shape, DataType.INT64).duplicate());
      }
    }
  }

  public NDArray expected(String name) {
    return expected.get(name);
  }

  public TokenizedText tokenize(String text) {
    return backbone.tokenizer().tokenize(text, Optional.empty(), backbone.info().maxTokens());
  }

  public TokenBatch batch() {
    return new TokenBatch(texts.stream().map(this::tokenize).toList());
  }

  /** Token ids of the labels, without the -100 of their padding. */
  List<int[]> labels() {
    return ragged(expected("labels"), -100);
  }

  /** The rows of what was generated, up to the end token, without start. */
  public List<int[]> generated(String name) {
    List<int[]> rows = new ArrayList<>();
    for (int[] row : ragged(expected(name), -1)) {
      int end = 1;
      while (end < row.length && row[end] != config.number("eos_token_id", 1)) {
        end++;
      }
      rows.add(Arrays.copyOfRange(row, 1, end));
    }
    return rows;
  }

  /** The difference of the teacher-forced logits from those expected, at the labels' tokens. */
  float logitsDifference(EncodedTexts encoded, String name) {
    TargetArrays arrays =
        TargetArrays.of(
            manager,
            labels(),
            config.number("decoder_start_token_id", 0),
            config.number("pad_token_id", 0));
    NDArray logits = backbone.forward().decode(encoded.states(), encoded.mask(), arrays.inputs());
    NDArray mask = arrays.mask().expandDims(2);
    return difference(logits.mul(mask), expected(name).mul(mask));
  }

  /** Mean cross-entropy over all tokens of the labels, as transformers has it. */
  NDArray loss(EncodedTexts encoded) {
    int tokens = labels().stream().mapToInt(label -> label.length).sum();
    return model().logLikelihoods(encoded, labels()).sum().div(-tokens);
  }

  /** The greatest difference, relative to the greatest number expected where that is above one. */
  static float difference(NDArray actual, NDArray expected) {
    float greatest = Math.max(1, expected.abs().max().getFloat());
    return actual.reshape(expected.getShape()).sub(expected).abs().max().getFloat() / greatest;
  }

  private static List<int[]> ragged(NDArray matrix, long padding) {
    int columns = (int) matrix.getShape().get(1);
    long[] values = matrix.toLongArray();
    List<int[]> rows = new ArrayList<>();
    for (int from = 0; from < values.length; from += columns) {
      rows.add(
          Arrays.stream(values, from, from + columns)
              .takeWhile(value -> value != padding)
              .mapToInt(Math::toIntExact)
              .toArray());
    }
    return rows;
  }

  @Override
  public void close() {
    manager.close();
    backbone.close();
  }
}
