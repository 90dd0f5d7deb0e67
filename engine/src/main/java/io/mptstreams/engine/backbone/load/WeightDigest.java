package io.mptstreams.engine.backbone.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * SHA-256 over a model: name, shape and little-endian float32 data of each tensor, in order, then
 * the tokenizer's bytes. The file format does not enter, so that one model has one digest.
 */
public final class WeightDigest {

  private final MessageDigest digest;

  public WeightDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * @param data float32 in native byte order; its position is left alone
   */
  public void add(String name, long[] shape, ByteBuffer data) {
    digest.update((name + Arrays.toString(shape)).getBytes(StandardCharsets.UTF_8));
    digest.update(littleEndian(data));
  }

  public void add(byte[] bytes) {
    digest.update(bytes);
  }

  /** The digest in hexadecimal; ends the use of this object. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static ByteBuffer littleEndian(ByteBuffer data) {
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      return data.duplicate();
    }
    ByteBuffer swapped = ByteBuffer.allocate(data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    swapped.asFloatBuffer().put(data.duplicate().order(data.order()).asFloatBuffer());
    return swapped;
  }
}
