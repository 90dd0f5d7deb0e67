package io.mptstreams.engine.backbone.folder;

import static io.mptstreams.engine.backbone.Differences.largestDifference;
import static io.mptstreams.engine.backbone.folder.Folders.open;
import static io.mptstreams.engine.backbone.folder.Folders.pooled;
import static io.mptstreams.engine.backbone.folder.Folders.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights, in one file or several, and what is said of those that are none. */
class FolderWeightsTest {

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

    refusal(folder).hasMessageContaining("part1");
  }

  @Test
  void namesATensorThatIsNotInTheShardThatTheIndexNames() throws IOException {
    shards(folder);
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, Files.readString(index).replace("\"part1\"", "\"part0\""));

    refusal(folder)
        .hasMessageContaining("part0: no tensor")
        .hasMessageContaining("model.safetensors.index.json says is there");
  }

  @Test
  void refusesAShardOutsideTheFolder() throws IOException {
    shards(folder);
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, Files.readString(index).replace("\"part1\"", "\"../part1\""));

    refusal(folder).hasMessageContaining("must be in a file beside the index");
  }

  @Test
  void namesAMissingTensorAndItsShape() throws IOException {
    new TinyModel().without("encoder.layer.0.output.dense.weight").write(folder, "F32");

    refusal(folder)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("encoder.layer.0.output.dense.weight is missing, expected [8, 16]");
  }

  @Test
  void namesAShapeThatContradictsTheConfiguration() throws IOException {
    new TinyModel().with("encoder.layer.0.output.dense.weight", 16, 8).write(folder, "F32");

    refusal(folder)
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

    refusal(folder)
        .hasMessageContaining("encoder.layer.0.output.LayerNorm.bias must hold finite numbers")
        .hasMessageContaining("number 7 is NaN");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    new TinyModel().write(folder, "F32");
    Path file = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    refusal(folder).hasMessageContaining("truncated");
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
}
