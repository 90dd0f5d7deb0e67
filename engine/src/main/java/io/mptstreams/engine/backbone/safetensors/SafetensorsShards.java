package io.mptstreams.engine.backbone.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.load.TensorSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Safetensors files that an index, model.safetensors.index.json, makes one. */
public final class SafetensorsShards implements TensorSource {

  private final Path index;
  private final Map<String, SafetensorsFile> files = new HashMap<>();
  private final Map<String, SafetensorsFile> byTensor = new HashMap<>();

  private SafetensorsShards(Path index) {
    this.index = index;
  }

  /**
   * @param content of the index
   */
  public static SafetensorsShards open(Path index, JsonNode content) {
    SafetensorsShards shards = new SafetensorsShards(index);
    try {
      content
          .path("weight_map")
          .fields()
          .forEachRemaining(e -> shards.add(e.getKey(), e.getValue()));
      if (shards.byTensor.isEmpty()) {
        throw new InvalidBackboneException(
            index + ": weight_map must name the file of each tensor");
      }
      return shards;
    } catch (RuntimeException e) {
      shards.close();
      throw e;
    }
  }

  private void add(String tensor, JsonNode file) {
    Path name = Path.of(file.asText());
    if (name.getNameCount() != 1 || name.isAbsolute() || file.asText().equals("..")) {
      throw new InvalidBackboneException(
          index + ": tensor " + tensor + " must be in a file beside the index, is in " + file);
    }
    SafetensorsFile shard =
        files.computeIfAbsent(file.asText(), n -> SafetensorsFile.open(index.resolveSibling(name)));
    if (shard.shape(tensor).isEmpty()) {
      throw new InvalidBackboneException(
          shard.file() + ": no tensor " + tensor + ", which " + index + " says is there");
    }
    byTensor.put(tensor, shard);
  }

  @Override
  public String file() {
    return index.toString();
  }

  @Override
  public Set<String> names() {
    return byTensor.keySet();
  }

  @Override
  public Optional<long[]> shape(String name) {
    return Optional.ofNullable(byTensor.get(name)).flatMap(f -> f.shape(name));
  }

  @Override
  public ByteBuffer read(String name) {
    SafetensorsFile shard = byTensor.get(name);
    if (shard == null) {
      throw new InvalidBackboneException(index + ": no tensor " + name);
    }
    return shard.read(name);
  }

  @Override
  public void close() {
    files.values().forEach(SafetensorsFile::close);
  }
}
