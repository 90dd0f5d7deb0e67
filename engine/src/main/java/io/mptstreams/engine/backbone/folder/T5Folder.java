package io.mptstreams.engine.backbone.folder;

import io.mptstreams.engine.backbone.t5.RelativeBuckets;
import io.mptstreams.engine.backbone.t5.T5Config;

/** config.json of T5, T5 v1.1 and their like (FLAN, LM-adapted). */
final class T5Folder {

  private static final int TRAINED_LENGTH = 512;
  private static final int FEWEST_BUCKETS = 4;

  private T5Folder() {}

  /**
   * A model has a head of its own where the weights hold one, and has to where {@code
   * tie_word_embeddings} is false. Since version 5 transformers writes true there in any case, and
   * says by {@code scale_decoder_outputs} what it was.
   *
   * @param hasHead the weights hold lm_head.weight
   */
  static T5Config t5(ConfigFile config, boolean hasHead) {
    boolean tied = config.flag("tie_word_embeddings", true);
    boolean scaled = config.flag("scale_decoder_outputs", tied);
    int vocabulary = config.size("vocab_size");
    int layers = config.size("num_layers");
    return new T5Config(
        vocabulary,
        config.size("d_model"),
        config.size("d_kv"),
        config.size("d_ff"),
        layers,
        size(config, "num_decoder_layers", layers),
        config.size("num_heads"),
        new RelativeBuckets(buckets(config), size(config, "relative_attention_max_distance", 128)),
        config.fraction("layer_norm_epsilon", 1e-6),
        gated(config),
        !hasHead && (tied || scaled),
        scaled,
        size(config, "n_positions", TRAINED_LENGTH),
        token(config, "decoder_start_token_id", 0, vocabulary),
        token(config, "eos_token_id", 1, vocabulary),
        token(config, "pad_token_id", 0, vocabulary));
  }

  private static int size(ConfigFile config, String key, int absent) {
    int value = config.number(key, absent);
    if (value < 1) {
      throw config.wrong(key, "at least 1");
    }
    return value;
  }

  private static int buckets(ConfigFile config) {
    int value = config.number("relative_attention_num_buckets", 32);
    if (value < FEWEST_BUCKETS || value % 2 != 0) {
      throw config.wrong("relative_attention_num_buckets", "even and at least " + FEWEST_BUCKETS);
    }
    return value;
  }

  private static boolean gated(ConfigFile config) {
    return switch (config.text("feed_forward_proj", "relu")) {
      case "relu" -> false;
      case "gated-gelu" -> true;
      default -> throw config.wrong("feed_forward_proj", "relu or gated-gelu");
    };
  }

  private static int token(ConfigFile config, String key, int absent, int vocabulary) {
    int value = config.number(key, absent);
    if (value >= vocabulary) {
      throw config.wrong(key, "a token below vocab_size " + vocabulary);
    }
    return value;
  }
}
