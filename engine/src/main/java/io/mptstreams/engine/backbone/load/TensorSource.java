package io.mptstreams.engine.backbone.load;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** Tensors of one model by name, whatever file they come from. One thread. */
public interface TensorSource extends AutoCloseable {

  /** The file, for messages. */
  String file();

  Set<String> names();

  /** Shape of a tensor, without reading it. */
  Optional<long[]> shape(String name);

  /**
   * The numbers as float32 in native byte order, row-major, in a direct buffer of their own.
   *
   * @throws io.mptstreams.engine.backbone.InvalidBackboneException if there is no such tensor, or
   *     the file ends before it does
   */
  ByteBuffer read(String name);

  @Override
  void close();
}
