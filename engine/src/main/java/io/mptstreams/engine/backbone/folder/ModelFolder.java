package io.mptstreams.engine.backbone.folder;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.Pooling;
import io.mptstreams.engine.backbone.bert.BertConfig;
import io.mptstreams.engine.backbone.bert.BertLoader;
import io.mptstreams.engine.backbone.load.TensorSource;
import io.mptstreams.engine.backbone.safetensors.SafetensorsFile;
import io.mptstreams.engine.backbone.safetensors.SafetensorsShards;
import io.mptstreams.engine.backbone.t5.T5Config;
import io.mptstreams.engine.backbone.t5.T5Loader;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder as Hugging Face's save_pretrained writes it. */
public final class ModelFolder {

  private ModelFolder() {}

  /**
   * @throws InvalidBackboneException naming the file, the tensor or key, and what was expected
   */
  public static Backbone open(Path folder, BackboneSettings settings) {
    ConfigFile config = ConfigFile.read(folder.resolve("config.json"));
    return config.text("model_type", "").equals("t5")
        ? textToText(folder, config, settings)
        : encoder(folder, config, settings);
  }

  private static Backbone textToText(Path folder, ConfigFile config, BackboneSettings settings) {
    try (TensorSource tensors = tensors(folder)) {
      T5Config sizes = T5Folder.t5(config, tensors.names().contains(T5Loader.HEAD));
      byte[] tokenizer =
          TokenizerFile.read(folder.resolve("tokenizer.json"), sizes.vocabulary(), 0);
      return T5Loader.load(settings, sizes, tensors, tokenizer);
    }
  }

  private static Backbone encoder(Path folder, ConfigFile config, BackboneSettings settings) {
    BertConfig encoder = bertConfig(folder, config, settings);
    byte[] tokenizer =
        TokenizerFile.read(
            folder.resolve("tokenizer.json"), encoder.vocabulary(), encoder.typeVocabulary());
    try (TensorSource tensors = BertFolder.renamed(tensors(folder), encoder.architecture())) {
      return BertLoader.load(settings, encoder, tensors, tokenizer);
    }
  }

  private static BertConfig bertConfig(Path folder, ConfigFile config, BackboneSettings settings) {
    Pooling pooling = PoolingFile.choose(folder, settings.pooling());
    return switch (config.text("model_type", "")) {
      case "bert" -> BertFolder.bert(config, pooling);
      case "roberta", "xlm-roberta" -> BertFolder.roberta(config, pooling);
      case "distilbert" -> BertFolder.distilbert(config, pooling);
      default -> throw config.wrong("model_type", "bert, roberta, xlm-roberta, distilbert or t5");
    };
  }

  /** model.safetensors, or the shards that its index names. */
  public static TensorSource tensors(Path folder) {
    Path single = folder.resolve("model.safetensors");
    Path index = folder.resolve("model.safetensors.index.json");
    if (Files.exists(single)) {
      return SafetensorsFile.open(single);
    }
    if (Files.exists(index)) {
      return SafetensorsShards.open(index, ConfigFile.read(index).root());
    }
    throw new InvalidBackboneException(
        folder + ": expected model.safetensors or model.safetensors.index.json");
  }
}
