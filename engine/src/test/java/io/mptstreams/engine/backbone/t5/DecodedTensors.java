package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.load.TensorSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small float32 safetensors file, read whole by DJL. */
final class DecodedTensors implements TensorSource {

  private final Path path;
  private final NDManager manager = NDManager.newBaseManager();
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  DecodedTensors(Path path) throws IOException {
    this.path = path;
    try (InputStream in = Files.newInputStream(path)) {
      NDList.decode(manager, in).forEach(array -> arrays.put(array.getName(), array));
    }
  }

  @Override
  public String file() {
    return path.toString();
  }

  @Override
  public Set<String> names() {
    return arrays.keySet();
  }

  @Override
  public Optional<long[]> shape(String name) {
    return Optional.ofNullable(arrays.get(name)).map(array -> array.getShape().getShape());
  }

  @Override
  public ByteBuffer read(String name) {
    ByteBuffer bytes = arrays.get(name).toByteBuffer();
    return ByteBuffer.allocateDirect(bytes.remaining())
        .order(ByteOrder.nativeOrder())
        .put(bytes)
        .flip();
  }

  @Override
  public void close() {
    manager.close();
  }
}
