package io.mptstreams.engine.backbone.t5;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.nio.file.Path;

/**
 * What a T5's {@code config.json} says, checked.
 *
 * @param vocabulary rows of the embedding; may be more than the tokenizer has tokens
 * @param width d_model
 * @param headWidth d_kv; heads · headWidth need not be the width
 * @param feedForwardWidth d_ff
 * @param gated gated GELU (T5 v1.1) instead of ReLU
 * @param tiedHead the output layer is the embedding
 * @param scaledHead the decoder's state is divided by √d_model before the output layer
 * @param maxTokens the length that it was trained with; positions have no other limit
 * @param startToken what the decoder's input begins with
 */
record T5Config(
    int vocabulary,
    int width,
    int headWidth,
    int feedForwardWidth,
    int encoderLayers,
    int decoderLayers,
    int heads,
    RelativeBuckets buckets,
    float epsilon,
    boolean gated,
    boolean tiedHead,
    boolean scaledHead,
    int maxTokens,
    int startToken,
    int endToken,
    int padToken) {

  private static final int TRAINED_LENGTH = 512;

  /**
   * Reads a configuration. The head is tied unless {@code tie_word_embeddings} is false; since
   * version 5 transformers writes true there in any case, says by {@code scale_decoder_outputs}
   * what it was, and has an own head where the file holds one.
   *
   * @param file named in errors
   * @param hasHead the weights hold {@code lm_head.weight}
   */
  static T5Config of(JsonNode json, Path file, boolean hasHead) {
    Fields fields = new Fields(json, file);
    boolean tied = json.path("tie_word_embeddings").asBoolean(true);
    boolean scaled = json.path("scale_decoder_outputs").asBoolean(tied);
    int layers = fields.positive("num_layers");
    return new T5Config(
        fields.positive("vocab_size"),
        fields.positive("d_model"),
        fields.positive("d_kv"),
        fields.positive("d_ff"),
        layers,
        fields.positive("num_decoder_layers", layers),
        fields.positive("num_heads"),
        new RelativeBuckets(
            fields.even("relative_attention_num_buckets", 32),
            fields.positive("relative_attention_max_distance", 128)),
        fields.epsilon(),
        fields.gated(),
        scaled || (tied && !hasHead),
        scaled,
        fields.positive("n_positions", TRAINED_LENGTH),
        fields.token("decoder_start_token_id", 0),
        fields.token("eos_token_id", 1),
        fields.token("pad_token_id", 0));
  }

  /** Typed access with errors that name file, key, value and expectation. */
  private record Fields(JsonNode json, Path file) {

    int positive(String key) {
      if (!json.has(key)) {
        throw bad(key, "is missing, a T5 needs a positive number");
      }
      return positive(key, 0);
    }

    int positive(String key, int otherwise) {
      JsonNode value = json.path(key);
      if (value.isMissingNode() || value.isNull()) {
        return otherwise;
      }
      if (!value.canConvertToInt() || value.asInt() < 1) {
        throw bad(key, "must be a positive number, is " + value);
      }
      return value.asInt();
    }

    int even(String key, int otherwise) {
      int value = positive(key, otherwise);
      if (value < 4 || value % 2 != 0) {
        throw bad(key, "must be even and at least 4, is " + value);
      }
      return value;
    }

    int token(String key, int otherwise) {
      JsonNode value = json.path(key);
      if (value.isMissingNode() || value.isNull()) {
        return otherwise;
      }
      int vocabulary = positive("vocab_size");
      if (!value.canConvertToInt() || value.asInt() < 0 || value.asInt() >= vocabulary) {
        throw bad(key, "must be a token of the vocabulary of " + vocabulary + ", is " + value);
      }
      return value.asInt();
    }

    float epsilon() {
      double value = json.path("layer_norm_epsilon").asDouble(1e-6);
      if (!(value > 0 && value < 1)) {
        throw bad("layer_norm_epsilon", "must be between 0 and 1, is " + value);
      }
      return (float) value;
    }

    boolean gated() {
      String kind = json.path("feed_forward_proj").asText("relu");
      return switch (kind) {
        case "relu" -> false;
        case "gated-gelu" -> true;
        default -> throw bad("feed_forward_proj", "must be relu or gated-gelu, is " + kind);
      };
    }

    private InvalidBackboneException bad(String key, String problem) {
      return new InvalidBackboneException(file + ": " + key + " " + problem);
    }
  }
}
