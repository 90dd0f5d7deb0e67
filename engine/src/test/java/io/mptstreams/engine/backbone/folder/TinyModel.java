package io.mptstreams.engine.backbone.folder;

import io.mptstreams.engine.backbone.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A BERT of width 8, one layer and ten words, with random weights, as a folder. */
final class TinyModel {

  static final String CONFIG =
      """
      {"model_type":"bert","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":2,
       "intermediate_size":16,"vocab_size":10,"max_position_embeddings":12,"type_vocab_size":2}
      """;

  static final String TOKENIZER =
      """
      {"version":"1.0","added_tokens":[],"normalizer":{"type":"Lowercase"},
       "pre_tokenizer":{"type":"Whitespace"},
       "post_processor":{"type":"BertProcessing","sep":["[SEP]",2],"cls":["[CLS]",1]},
       "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
        "max_input_chars_per_word":20,"vocab":{"[PAD]":0,"[CLS]":1,"[SEP]":2,"[UNK]":3,
        "red":4,"green":5,"blue":6,"sky":7,"sea":8,"is":9}}}
      """;

  private final Map<String, long[]> shapes = new LinkedHashMap<>();
  private final Random random = new Random(5);

  TinyModel() {
    shapes.put("embeddings.word_embeddings.weight", new long[] {10, 8});
    shapes.put("embeddings.position_embeddings.weight", new long[] {12, 8});
    shapes.put("embeddings.token_type_embeddings.weight", new long[] {2, 8});
    affine("embeddings.LayerNorm", 8);
    String layer = "encoder.layer.0.";
    affine(layer + "attention.self.query", 8, 8);
    affine(layer + "attention.self.key", 8, 8);
    affine(layer + "attention.self.value", 8, 8);
    affine(layer + "attention.output.dense", 8, 8);
    affine(layer + "attention.output.LayerNorm", 8);
    affine(layer + "intermediate.dense", 16, 8);
    affine(layer + "output.dense", 8, 16);
    affine(layer + "output.LayerNorm", 8);
  }

  private void affine(String name, long... shape) {
    shapes.put(name + ".weight", shape);
    shapes.put(name + ".bias", new long[] {shape[0]});
  }

  TinyModel without(String name) {
    shapes.remove(name);
    return this;
  }

  TinyModel with(String name, long... shape) {
    shapes.put(name, shape);
    return this;
  }

  Map<String, long[]> shapes() {
    return shapes;
  }

  /** Numbers that are exact in float16 and bfloat16 too. */
  float[] numbers(String name) {
    long size = 1;
    for (long n : shapes.get(name)) {
      size *= n;
    }
    random.setSeed(name.hashCode());
    float[] numbers = new float[(int) size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (random.nextInt(65) - 32) / 32f;
    }
    return numbers;
  }

  Path write(Path folder, String dtype) throws IOException {
    Files.writeString(folder.resolve("config.json"), CONFIG);
    Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
    SafetensorsWriter writer = new SafetensorsWriter();
    shapes.forEach((name, shape) -> writer.add(name, dtype, shape, numbers(name)));
    writer.write(folder.resolve("model.safetensors"));
    return folder;
  }
}
