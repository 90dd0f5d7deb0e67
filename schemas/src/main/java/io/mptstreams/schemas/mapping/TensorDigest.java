package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskUpdate;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over named tensors in order: for each, the name (byte count and UTF-8), the shape (count
 * and sizes), all counts as little-endian 32-bit integers, then the numbers as little-endian
 * float32. Two updates with the same digest are the same update, and one changed bit shows. Used by
 * one thread.
 */
public final class TensorDigest {

  private static final int CHUNK = 2048;

  private final MessageDigest sha = sha256();
  private final ByteBuffer buffer =
      ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  TensorDigest() {}

  /** The digest that the update's record carries. */
  public static String of(TaskUpdate update) {
    return of(RecordTensors.of(update));
  }

  /** The digest that the shared prompt's record carries. */
  public static String of(SharedPromptRecord prompt) {
    return of(RecordTensors.of(prompt));
  }

  private static String of(List<NamedTensor> tensors) {
    TensorDigest digest = new TensorDigest();
    tensors.forEach(tensor -> digest.add(tensor.name(), tensor.values(), tensor.shape()));
    return digest.hex();
  }

  /** Adds a tensor: row-major values and sizes, outermost first. */
  TensorDigest add(String name, float[] values, int... shape) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    addInt(utf8.length);
    sha.update(utf8);
    addInt(shape.length);
    for (int size : shape) {
      addInt(size);
    }
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      buffer.clear();
      buffer.asFloatBuffer().put(values, from, count);
      sha.update(buffer.array(), 0, count * Float.BYTES);
    }
    return this;
  }

  /** 64 lower-case hexadecimal digits; the object is spent afterwards. */
  String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }

  private void addInt(int value) {
    buffer.clear();
    buffer.putInt(value);
    sha.update(buffer.array(), 0, Integer.BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
