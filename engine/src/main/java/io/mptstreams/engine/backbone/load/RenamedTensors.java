package io.mptstreams.engine.backbone.load;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A source under other names, for architectures that differ in nothing else. */
public final class RenamedTensors implements TensorSource {

  private final TensorSource source;
  private final Map<String, String> originals = new LinkedHashMap<>();

  /**
   * @param rename name in the file to name wanted
   */
  public RenamedTensors(TensorSource source, UnaryOperator<String> rename) {
    this.source = source;
    source.names().forEach(name -> originals.put(rename.apply(name), name));
  }

  @Override
  public String file() {
    return source.file();
  }

  @Override
  public Set<String> names() {
    return originals.keySet();
  }

  @Override
  public Optional<long[]> shape(String name) {
    return Optional.ofNullable(originals.get(name)).flatMap(source::shape);
  }

  @Override
  public ByteBuffer read(String name) {
    return source.read(originals.getOrDefault(name, name));
  }

  @Override
  public void close() {
    source.close();
  }
}
