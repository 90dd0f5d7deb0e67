package io.mptstreams.schemas.mapping;

import io.mptstreams.avro.Tensor;
import io.mptstreams.schemas.record.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tensors of one Avro record, by name, each checked against its own shape when it is read. */
final class Tensors {

  private final Map<String, Tensor> byName = new HashMap<>();

  /**
   * @throws RecordRejectedException WRONG_SHAPE when a name comes twice
   */
  Tensors(List<Tensor> tensors) {
    for (Tensor tensor : tensors) {
      if (byName.put(tensor.getName(), tensor) != null) {
        throw new RecordRejectedException(
            ErrorCode.WRONG_SHAPE, "tensor \"" + tensor.getName() + "\" comes twice");
      }
    }
  }

  /** As a record carries them. */
  static List<Tensor> toAvro(List<NamedTensor> tensors) {
    return tensors.stream().map(Tensors::toAvro).toList();
  }

  private static Tensor toAvro(NamedTensor tensor) {
    float[] values = tensor.values();
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new Tensor(tensor.name(), Arrays.stream(tensor.shape()).boxed().toList(), data);
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Size of one axis of a tensor. */
  int size(String name, int axis) {
    List<Integer> shape = find(name).getShape();
    if (axis >= shape.size() || shape.get(axis) < 1) {
      throw new RecordRejectedException(
          ErrorCode.WRONG_SHAPE, "tensor \"" + name + "\" has the shape " + shape);
    }
    return shape.get(axis);
  }

  /**
   * The numbers, row-major. The array is allocated for the bytes that are there, not for what the
   * shape claims.
   *
   * @throws RecordRejectedException WRONG_SHAPE when the tensor is missing, or the shape is not the
   *     expected one, or the bytes are not as many as it needs; NOT_FINITE for a number that is not
   *     finite
   */
  float[] values(String name, int... expected) {
    Tensor tensor = find(name);
    List<Integer> shape = tensor.getShape();
    boolean same = shape.size() == expected.length;
    long count = 1;
    for (int axis = 0; same && axis < expected.length; axis++) {
      same = shape.get(axis) == expected[axis];
      count = same ? Math.multiplyExact(count, (long) expected[axis]) : count;
      same = same && count <= Integer.MAX_VALUE;
    }
    ByteBuffer data = tensor.getData().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (!same || data.remaining() != count * Float.BYTES) {
      throw new RecordRejectedException(
          ErrorCode.WRONG_SHAPE,
          "tensor \"%s\" has the shape %s and %d bytes, expected the shape %s"
              .formatted(name, shape, data.remaining(), Arrays.toString(expected)));
    }
    float[] values = new float[(int) count];
    data.asFloatBuffer().get(values);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new RecordRejectedException(
            ErrorCode.NOT_FINITE,
            "tensor \"%s\" holds %s at position %d".formatted(name, values[i], i));
      }
    }
    return values;
  }

  private Tensor find(String name) {
    Tensor tensor = byName.get(name);
    if (tensor == null) {
      throw new RecordRejectedException(
          ErrorCode.WRONG_SHAPE, "tensor \"" + name + "\" is missing");
    }
    return tensor;
  }

  /**
   * @throws RecordRejectedException WRONG_DIGEST
   */
  static void checkDigest(String claimed, String actual) {
    if (!claimed.equals(actual)) {
      throw new RecordRejectedException(
          ErrorCode.WRONG_DIGEST, "digest " + claimed + ", the tensors have " + actual);
    }
  }
}
