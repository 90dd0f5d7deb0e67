package io.mptstreams.engine.backbone.folder;

import static io.mptstreams.engine.backbone.Differences.largestDifference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {

  @TempDir private Path folder;
  @TempDir private Path other;

  @ParameterizedTest
  @ValueSource(strings = {"F16", "BF16"})
  void readsShortNumbersAsTheSameModel(String dtype) throws IOException {
    new TinyModel().write(folder, "F32");
    new TinyModel().write(other, dtype);

    try (Backbone expected = open(folder, "auto");
        Backbone found = open(other, "auto")) {
      assertThat(found.info().digest()).isEqualTo(expected.info().digest());
      assertThat(largestDifference(pooled(found), pooled(expected))).isZero();
    }
  }

  @Test
  void readsShardsAsTheSameModel() throws IOException {
    new TinyModel().write(folder, "F32");
    shards(other);

    try (Backbone expected = open(folder, "auto");
        Backbone found = open(other, "auto")) {
      assertThat(found.info().digest()).isEqualTo(expected.info().digest());
      assertThat(largestDifference(pooled(found), pooled(expected))).isZero();
    }
  }

  @Test
  void readsTheNamesOfTheFirstCheckpointsAsTheSameModel() throws IOException {
    new TinyModel().write(folder, "F32");
    TinyModel model = new TinyModel();
    model.write(other, "F32");
    SafetensorsWriter writer = new SafetensorsWriter();
    model
        .shapes()
        .forEach(
            (name, shape) ->
                writer.add(
                    "bert."
                        + name.replace("LayerNorm.weight", "LayerNorm.gamma")
                            .replace("LayerNorm.bias", "LayerNorm.beta"),
                    "F32",
                    shape,
                    model.numbers(name)));
    writer.write(other.resolve("model.safetensors"));

    try (Backbone expected = open(folder, "auto");
        Backbone found = open(other, "auto")) {
      assertThat(found.info().digest()).isEqualTo(expected.info().digest());
    }
  }

  @Test
  void namesAShardThatIsNotThere() throws IOException {
    shards(folder);
    Files.delete(folder.resolve("part1"));

    refusal().hasMessageContaining("part1");
  }

  @Test
  void namesATensorThatIsNotInTheShardThatTheIndexNames() throws IOException {
    shards(folder);
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, Files.readString(index).replace("\"part1\"", "\"part0\""));

    refusal()
        .hasMessageContaining("part0: no tensor")
        .hasMessageContaining("model.safetensors.index.json says is there");
  }

  @Test
  void refusesAShardOutsideTheFolder() throws IOException {
    shards(folder);
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, Files.readString(index).replace("\"part1\"", "\"../part1\""));

    refusal().hasMessageContaining("must be in a file beside the index");
  }

  /** The tiny model in two files and an index. */
  private static void shards(Path folder) throws IOException {
    TinyModel model = new TinyModel();
    model.write(folder, "F32");
    Files.delete(folder.resolve("model.safetensors"));
    List<String> names = List.copyOf(model.shapes().keySet());
    StringBuilder index = new StringBuilder("{\"weight_map\":{");
    for (int shard = 0; shard < 2; shard++) {
      SafetensorsWriter writer = new SafetensorsWriter();
      for (int i = shard; i < names.size(); i += 2) {
        String name = names.get(i);
        writer.add(name, "F32", model.shapes().get(name), model.numbers(name));
        index.append(index.charAt(index.length() - 1) == '{' ? "" : ",");
        index.append("\"").append(name).append("\":\"part").append(shard).append("\"");
      }
      writer.write(folder.resolve("part" + shard));
    }
    Files.writeString(folder.resolve("model.safetensors.index.json"), index.append("}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pooling_mode_cls_token\":true,\"pooling_mode_mean_tokens\":false}",
        "{\"embedding_dimension\":8,\"pooling_mode\":\"cls\",\"include_prompt\":true}",
        "{\"pooling_mode\":[\"cls\"]}"
      })
  void poolsAsSentenceTransformersSays(String file) throws IOException {
    new TinyModel().write(folder, "F32");
    pooling(file);

    try (Backbone auto = open(folder, "auto");
        Backbone cls = open(folder, "cls");
        Backbone mean = open(folder, "mean")) {
      assertThat(pooled(auto)).isEqualTo(pooled(cls)).isNotEqualTo(pooled(mean));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pooling_mode_cls_token\":false,\"pooling_mode_mean_tokens\":true}",
        "{\"embedding_dimension\":8,\"pooling_mode\":\"mean\"}"
      })
  void takesTheMeanThatSentenceTransformersNames(String file) throws IOException {
    new TinyModel().write(folder, "F32");
    pooling(file);

    try (Backbone auto = open(folder, "auto");
        Backbone mean = open(folder, "mean")) {
      assertThat(pooled(auto)).isEqualTo(pooled(mean));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"pooling_mode_max_tokens\":true}|max",
        "{\"pooling_mode\":\"lasttoken\"}|lasttoken",
        "{\"pooling_mode_cls_token\":true,\"pooling_mode_mean_tokens\":true}|cls and mean",
        "{\"pooling_mode\":[\"mean\",\"max\"]}|mean and max"
      })
  void namesAPoolingThatItDoesNotHave(String file, String named) throws IOException {
    new TinyModel().write(folder, "F32");
    pooling(file);

    refusal()
        .hasMessageContaining("1_Pooling")
        .hasMessageContaining("must be mean or cls alone, is " + named + "; else set");
  }

  @Test
  void namesAModuleThatChangesWhatWasPooled() throws IOException {
    new TinyModel().write(folder, "F32");
    pooling("{\"pooling_mode\":\"mean\"}");
    String modules =
        """
        [{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"},
         {"idx":1,"name":"1","path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
         {"idx":2,"name":"2","path":"2_Last","type":"sentence_transformers.models.Dense"}]""";
    Files.writeString(folder.resolve("modules.json"), modules);

    refusal()
        .hasMessageContaining("modules.json: module 2_Last is a")
        .hasMessageContaining("Dense");
    open(folder, "mean").close();

    Files.writeString(folder.resolve("modules.json"), modules.replace("Dense", "Normalize"));
    open(folder, "auto").close();
  }

  private void pooling(String file) throws IOException {
    Files.createDirectory(folder.resolve("1_Pooling"));
    Files.writeString(folder.resolve("1_Pooling").resolve("config.json"), file);
  }

  @Test
  void namesAnUnknownArchitecture() throws IOException {
    new TinyModel().write(folder, "F32");
    Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"mamba\"}");

    refusal().hasMessageContaining("config.json").hasMessageContaining("mamba");
  }

  @ParameterizedTest
  @CsvSource({
    "is_decoder,true,false",
    "layer_norm_eps,-1e-12,a number between 0 and 1",
    "layer_norm_eps,\"small\",a number between 0 and 1",
    "position_embedding_type,\"relative_key\",absolute",
    "hidden_act,\"silu\",gelu"
  })
  void namesAVariantThatItDoesNotHave(String key, String value, String expected)
      throws IOException {
    new TinyModel().write(folder, "F32");
    setting(key, value);

    refusal().hasMessageContaining("config.json: " + key + " must be " + expected);
  }

  private void setting(String key, String value) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        TinyModel.CONFIG.replaceFirst("\\{", "{\"" + key + "\":" + value + ","));
  }

  @Test
  void namesAMissingSize() throws IOException {
    new TinyModel().write(folder, "F32");
    Files.writeString(
        folder.resolve("config.json"), TinyModel.CONFIG.replace("\"vocab_size\":10,", ""));

    refusal()
        .hasMessageContaining("vocab_size must be a whole number")
        .hasMessageContaining("absent");
  }

  @Test
  void namesAMissingTensorAndItsShape() throws IOException {
    new TinyModel().without("encoder.layer.0.output.dense.weight").write(folder, "F32");

    refusal()
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("encoder.layer.0.output.dense.weight is missing, expected [8, 16]");
  }

  @Test
  void namesAShapeThatContradictsTheConfiguration() throws IOException {
    new TinyModel().with("encoder.layer.0.output.dense.weight", 16, 8).write(folder, "F32");

    refusal()
        .hasMessageContaining(
            "encoder.layer.0.output.dense.weight has shape [16, 8], the configuration asks for [8, 16]");
  }

  @Test
  void namesATensorThatHoldsNoNumber() throws IOException {
    new TinyModel().write(folder, "F32");
    Path file = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    // The last number of the last tensor becomes NaN.
    bytes[bytes.length - 1] = 0x7f;
    bytes[bytes.length - 2] = (byte) 0xc0;
    Files.write(file, bytes);

    refusal()
        .hasMessageContaining("encoder.layer.0.output.LayerNorm.bias must hold finite numbers")
        .hasMessageContaining("number 7 is NaN");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"is\":9', '\"is\":10', id 10",
    "'\"is\":9', '\"is\":4000000000', id 4000000000",
    "'[\"[SEP]\",2]', '[\"[SEP]\",11]', id 11"
  })
  void refusesATokenizerOfAnotherModel(String from, String to, String named) throws IOException {
    new TinyModel().write(folder, "F32");
    Files.writeString(folder.resolve("tokenizer.json"), TinyModel.TOKENIZER.replace(from, to));

    refusal().hasMessageContaining("tokenizer.json").hasMessageContaining(named);
  }

  @Test
  void refusesATokenizerWhoseTemplateHasOtherTokensOrTypes() throws IOException {
    new TinyModel().write(folder, "F32");
    template("{\"id\":\"[CLS]\",\"type_id\":0}", 12);
    refusal().hasMessageContaining("tokenizer.json").hasMessageContaining("id 12");

    template("{\"id\":\"[CLS]\",\"type_id\":2}", 1);
    refusal().hasMessageContaining("token type 2, the model has type embeddings for types below 2");
  }

  private void template(String token, int id) throws IOException {
    String template =
        """
        {"type":"TemplateProcessing","pair":[],
         "single":[{"SpecialToken":%s},{"Sequence":{"id":"A","type_id":0}}],
         "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[%d],"tokens":["[CLS]"]}}}"""
            .formatted(token, id);
    Files.writeString(
        folder.resolve("tokenizer.json"),
        TinyModel.TOKENIZER.replaceFirst(
            "\\{\"type\":\"BertProcessing\".*?\\}", Matcher.quoteReplacement(template)));
  }

  @Test
  void namesATokenizerThatTheLibraryCannotRead() throws IOException {
    new TinyModel().write(folder, "F32");
    Files.writeString(
        folder.resolve("tokenizer.json"), TinyModel.TOKENIZER.replace("WordPiece", "WordHeap"));

    refusal().hasMessageContaining("tokenizer.json: is no tokenizer that can be read here");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    new TinyModel().write(folder, "F32");
    Path file = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    refusal().hasMessageContaining("truncated");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(() -> open(folder.resolve("nothing"), "auto"))
        .isInstanceOf(InvalidBackboneException.class)
        .hasMessageContaining("all-MiniLM-L6-v2");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refusal() {
    return assertThatThrownBy(() -> open(folder, "auto"))
        .isInstanceOf(InvalidBackboneException.class)
        .hasMessageContaining(folder.toString());
  }

  private static Backbone open(Path folder, String pooling) {
    return Backbones.open(
        BackboneSettings.defaults().withSource(folder.toString()).withPooling(pooling));
  }

  private static float[] pooled(Backbone backbone) {
    try (NDManager manager = backbone.newManager();
        GradientMode off = GradientMode.off()) {
      TokenBatch batch =
          new TokenBatch(
              List.of(
                  backbone.tokenizer().tokenize("the sky is blue", Optional.empty(), 12),
                  backbone.tokenizer().tokenize("green", Optional.of("red sea"), 12)));
      return backbone.encoder().pooled(manager, batch, null).toFloatArray();
    }
  }
}
