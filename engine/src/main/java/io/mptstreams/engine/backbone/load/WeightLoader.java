package io.mptstreams.engine.backbone.load;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts the expected tensors of a source on a device. All names and shapes are checked before the
 * first number is read.
 */
public final class WeightLoader {

  private WeightLoader() {}

  /**
   * @param expected shape by name, in the order of the digest
   * @param digest takes every tensor
   * @throws InvalidBackboneException naming file and tensor
   */
  public static Weights load(
      TensorSource source, Map<String, long[]> expected, NDManager manager, WeightDigest digest) {
    expected.forEach((name, shape) -> check(source, name, shape));
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    expected.forEach(
        (name, shape) -> {
          ByteBuffer data = read(source, name, shape);
          checkFinite(source, name, data.asReadOnlyBuffer().order(data.order()).asFloatBuffer());
          digest.add(name, shape, data);
          arrays.put(name, copy(source, name, new Shape(shape), data, manager));
        });
    return new Weights(arrays);
  }

  private static void check(TensorSource source, String name, long[] expected) {
    long[] found =
        source
            .shape(name)
            .orElseThrow(
                () ->
                    new InvalidBackboneException(
                        source.file()
                            + ": tensor "
                            + name
                            + " is missing, expected "
                            + Arrays.toString(expected)));
    if (!Arrays.equals(found, expected)) {
      throw new InvalidBackboneException(
          source.file()
              + ": tensor "
              + name
              + " has shape "
              + Arrays.toString(found)
              + ", the configuration asks for "
              + Arrays.toString(expected));
    }
  }

  private static ByteBuffer read(TensorSource source, String name, long[] shape) {
    try {
      return source.read(name);
    } catch (OutOfMemoryError e) {
      throw noMemory(source, name, new Shape(shape), e);
    }
  }

  private static NDArray copy(
      TensorSource source, String name, Shape shape, ByteBuffer data, NDManager manager) {
    try (NDArray borrowed = manager.create(data, shape, DataType.FLOAT32)) {
      return borrowed.duplicate();
    } catch (EngineException e) {
      throw noMemory(source, name, shape, e);
    }
  }

  private static InvalidBackboneException noMemory(
      TensorSource source, String name, Shape shape, Throwable cause) {
    return new InvalidBackboneException(
        "%s: no memory left for tensor %s, which takes %d bytes"
            .formatted(source.file(), name, shape.size() * Float.BYTES),
        cause);
  }

  private static void checkFinite(TensorSource source, String name, FloatBuffer values) {
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        throw new InvalidBackboneException(
            source.file()
                + ": tensor "
                + name
                + " must hold finite numbers, number "
                + i
                + " is "
                + values.get(i));
      }
    }
  }
}
