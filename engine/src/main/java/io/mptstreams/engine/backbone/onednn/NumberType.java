package io.mptstreams.engine.backbone.onednn;

import org.bytedeco.dnnl.memory;

/** Of the numbers in memory. Products sum in float32 whatever they read. */
public enum NumberType {
  FLOAT32(Float.BYTES, memory.data_type.f32),
  BFLOAT16(Short.BYTES, memory.data_type.bf16);

  private final int bytes;
  private final memory.data_type type;

  NumberType(int bytes, memory.data_type type) {
    this.bytes = bytes;
    this.type = type;
  }

  /**
   * @param name as in the configuration: float32 or bfloat16
   */
  public static NumberType of(String name) {
    return switch (name) {
      case "float32" -> FLOAT32;
      case "bfloat16" -> BFLOAT16;
      default -> throw new IllegalArgumentException("oneDNN has no " + name + " on a CPU");
    };
  }

  /** Size of a number. */
  public int bytes() {
    return bytes;
  }

  memory.data_type type() {
    return type;
  }
}
