package io.mptstreams.engine.backbone.folder;

import io.mptstreams.engine.backbone.Pooling;
import io.mptstreams.engine.backbone.bert.BertConfig;
import io.mptstreams.engine.backbone.bert.BertConfig.Activation;
import io.mptstreams.engine.backbone.load.RenamedTensors;
import io.mptstreams.engine.backbone.load.TensorSource;
import java.util.Map;

/** config.json and tensor names of BERT, RoBERTa and DistilBERT. */
final class BertFolder {

  private static final Map<String, String> DISTILBERT_PARTS =
      Map.of(
          "transformer.layer.", "encoder.layer.",
          "attention.q_lin", "attention.self.query",
          "attention.k_lin", "attention.self.key",
          "attention.v_lin", "attention.self.value",
          "attention.out_lin", "attention.output.dense",
          "sa_layer_norm", "attention.output.LayerNorm",
          "ffn.lin1", "intermediate.dense",
          "ffn.lin2", "output.dense",
          "output_layer_norm", "output.LayerNorm");

  private BertFolder() {}

  static BertConfig bert(ConfigFile config, Pooling pooling) {
    return encoder("bert", config, pooling, config.size("type_vocab_size"), 0);
  }

  static BertConfig roberta(ConfigFile config, Pooling pooling) {
    int first = config.number("pad_token_id", 1) + 1;
    if (first >= config.size("max_position_embeddings")) {
      throw config.wrong("pad_token_id", "well below max_position_embeddings");
    }
    return encoder("roberta", config, pooling, config.size("type_vocab_size"), first);
  }

  static BertConfig distilbert(ConfigFile config, Pooling pooling) {
    requireHeads(config, "dim", "n_heads");
    return new BertConfig(
        "distilbert",
        config.size("dim"),
        config.size("n_layers"),
        config.size("n_heads"),
        config.size("hidden_dim"),
        config.size("vocab_size"),
        config.size("max_position_embeddings"),
        0,
        0,
        1e-12,
        activation(config, "activation"),
        pooling);
  }

  /**
   * Without the prefix that models with a head have, and under BERT's names. BERT's own first
   * checkpoints, bert-base-uncased among them, call a norm's weight and bias gamma and beta.
   */
  static TensorSource renamed(TensorSource source, String architecture) {
    String prefix = architecture + ".";
    return new RenamedTensors(
        source,
        name -> {
          String bare = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
          String current =
              bare.replaceAll("LayerNorm\\.gamma$", "LayerNorm.weight")
                  .replaceAll("LayerNorm\\.beta$", "LayerNorm.bias");
          return architecture.equals("distilbert") ? likeBert(current) : current;
        });
  }

  private static BertConfig encoder(
      String architecture, ConfigFile config, Pooling pooling, int types, int firstPosition) {
    requireHeads(config, "hidden_size", "num_attention_heads");
    if (!config.text("position_embedding_type", "absolute").equals("absolute")) {
      throw config.wrong("position_embedding_type", "absolute");
    }
    if (config.flag("is_decoder")) {
      // Its tokens do not see those after them.
      throw config.wrong("is_decoder", "false");
    }
    return new BertConfig(
        architecture,
        config.size("hidden_size"),
        config.size("num_hidden_layers"),
        config.size("num_attention_heads"),
        config.size("intermediate_size"),
        config.size("vocab_size"),
        config.size("max_position_embeddings"),
        types,
        firstPosition,
        config.fraction("layer_norm_eps", 1e-12),
        activation(config, "hidden_act"),
        pooling);
  }

  private static void requireHeads(ConfigFile config, String width, String heads) {
    if (config.size(width) % config.size(heads) != 0) {
      throw config.wrong(heads, "a divisor of " + width + " " + config.size(width));
    }
  }

  private static Activation activation(ConfigFile config, String key) {
    return switch (config.text(key, "gelu")) {
      case "gelu" -> Activation.GELU;
      case "gelu_new", "gelu_pytorch_tanh" -> Activation.GELU_TANH;
      case "relu" -> Activation.RELU;
      default -> throw config.wrong(key, "gelu, gelu_new, gelu_pytorch_tanh or relu");
    };
  }

  private static String likeBert(String name) {
    String like = name;
    for (Map.Entry<String, String> part : DISTILBERT_PARTS.entrySet()) {
      if (name.contains(part.getKey())) {
        like = like.replace(part.getKey(), part.getValue());
      }
    }
    return like;
  }
}
