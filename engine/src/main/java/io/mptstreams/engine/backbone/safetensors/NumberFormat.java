package io.mptstreams.engine.backbone.safetensors;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Number formats of safetensors that weights and prompts come in. */
public enum NumberFormat {
  F32(4) {
    @Override
    public void convert(ByteBuffer from, FloatBuffer to) {
      to.put(from.asFloatBuffer());
    }
  },
  F16(2) {
    @Override
    public void convert(ByteBuffer from, FloatBuffer to) {
      while (from.hasRemaining()) {
        to.put(half(from.getShort()));
      }
    }
  },
  BF16(2) {
    @Override
    public void convert(ByteBuffer from, FloatBuffer to) {
      while (from.hasRemaining()) {
        to.put(Float.intBitsToFloat(from.getShort() << 16));
      }
    }
  };

  private final int bytes;

  NumberFormat(int bytes) {
    this.bytes = bytes;
  }

  /** The format with a name in a file's header, if it is one of these. */
  public static Optional<NumberFormat> of(String name) {
    return Arrays.stream(values()).filter(f -> f.name().equals(name)).findFirst();
  }

  /** Of one number in the file. */
  public int bytes() {
    return bytes;
  }

  /** Reads all of {@code from}, which is little-endian. */
  public abstract void convert(ByteBuffer from, FloatBuffer to);

  /** IEEE 754 binary16; Java has this conversion only from version 20 on. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
    }
    if (exponent == 0) {
      float small = fraction * 0x1p-24f;
      return sign == 0 ? small : -small;
    }
    return Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
  }
}
