package io.mptstreams.engine.backbone.bert;

import io.mptstreams.engine.backbone.Pooling;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names, after Hugging Face's BERT, and shapes of the tensors that the forward pass reads. */
final class BertTensors {

  static final String WORDS = "embeddings.word_embeddings.weight";
  static final String POSITIONS = "embeddings.position_embeddings.weight";
  static final String TYPES = "embeddings.token_type_embeddings.weight";
  static final String EMBEDDING_NORM = "embeddings.LayerNorm";
  static final String POOLER = "pooler.dense";

  private BertTensors() {}

  /** In the order in which the digest takes them. */
  static Map<String, long[]> expected(BertConfig config) {
    long d = config.width();
    long wide = config.intermediate();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(WORDS, new long[] {config.vocabulary(), d});
    shapes.put(POSITIONS, new long[] {config.positions(), d});
    if (config.typeVocabulary() > 0) {
      shapes.put(TYPES, new long[] {config.typeVocabulary(), d});
    }
    affine(shapes, EMBEDDING_NORM, d);
    for (int i = 0; i < config.layers(); i++) {
      Layer layer = layer(i);
      affine(shapes, layer.query(), d, d);
      affine(shapes, layer.key(), d, d);
      affine(shapes, layer.value(), d, d);
      affine(shapes, layer.attentionOutput(), d, d);
      affine(shapes, layer.attentionNorm(), d);
      affine(shapes, layer.up(), wide, d);
      affine(shapes, layer.down(), d, wide);
      affine(shapes, layer.outputNorm(), d);
    }
    if (config.pooling() == Pooling.POOLER) {
      affine(shapes, POOLER, d, d);
    }
    return shapes;
  }

  static Layer layer(int index) {
    return new Layer("encoder.layer." + index + ".");
  }

  private static void affine(Map<String, long[]> shapes, String name, long... weight) {
    shapes.put(name + ".weight", weight);
    shapes.put(name + ".bias", new long[] {weight[0]});
  }

  /** The parts of a layer, each a ".weight" and a ".bias". */
  record Layer(String prefix) {

    String query() {
      return prefix + "attention.self.query";
    }

    String key() {
      return prefix + "attention.self.key";
    }

    String value() {
      return prefix + "attention.self.value";
    }

    String attentionOutput() {
      return prefix + "attention.output.dense";
    }

    String attentionNorm() {
      return prefix + "attention.output.LayerNorm";
    }

    String up() {
      return prefix + "intermediate.dense";
    }

    String down() {
      return prefix + "output.dense";
    }

    String outputNorm() {
      return prefix + "output.LayerNorm";
    }
  }
}
