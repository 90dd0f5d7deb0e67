package io.mptstreams.engine.backbone.onednn;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;

/**
 * Where the weights of a product stand in memory: in the order that oneDNN likes best for this
 * processor.
 */
final class WeightLayout {

  /** Rows for which the order is chosen. It is the same for 16 and for a thousand. */
  private static final int TYPICAL_ROWS = 512;

  /** With AVX-512 weights are cut into blocks of so many columns. */
  private static final int BLOCK = 64;

  /**
   * Rows of weights that are a multiple of so many numbers apart, 1 KiB, fall on few of a cache's
   * sets and throw each other out: with AVX2 768 to 3072 weights took twice as long.
   */
  private static final int CROWDED = 256;

  /** Numbers of the gap behind each row. Rows that are not crowded gain a few percent by it too. */
  private static final int GAP = 64;

  private final NumberType type;
  private final int in;
  private final int out;
  private final memory.desc descriptor;
  private final boolean inRows;

  private WeightLayout(NumberType type, int in, int out, memory.desc descriptor, boolean inRows) {
    this.type = type;
    this.in = in;
    this.out = out;
    this.descriptor = descriptor;
    this.inRows = inRows;
  }

  /**
   * Of a last block that has to be padded the products can be wrong (seen with oneDNN 3.7.1 on Zen
   * 5: 96, 936 or 1200 columns), so weights that leave a rest stay as they are.
   *
   * @param in width of the rows that are multiplied
   * @param out width of the result
   */
  static WeightLayout of(engine cpu, NumberType type, int in, int out) {
    if (out % BLOCK != 0) {
      return new WeightLayout(type, in, out, plain(type, in, out).descriptor(), false);
    }
    try (PointerScope temporary = new PointerScope()) {
      memory.desc any = new memory.desc(new long[] {in, out}, type.type(), memory.format_tag.any);
      matmul.primitive_desc chosen =
          new matmul.primitive_desc(
              cpu,
              View.dense(type, TYPICAL_ROWS, in).descriptor(),
              any,
              View.dense(type, TYPICAL_ROWS, out).descriptor());
      memory.desc weights = chosen.weights_desc();
      View rows = View.dense(type, in, out);
      boolean inRows = weights.equals(rows.descriptor());
      if (inRows) {
        long apart = out + GAP;
        weights = rows.withStride(0, apart % CROWDED == 0 ? apart + GAP : apart).descriptor();
      }
      weights.retainReference();
      return new WeightLayout(type, in, out, weights, inRows);
    }
  }

  /** As PyTorch has them: [out, in], read as [in, out]. */
  static View plain(NumberType type, int in, int out) {
    return View.dense(type, out, in).transposed();
  }

  memory.desc descriptor() {
    return descriptor;
  }

  /**
   * Whether the weights stand row by row, not in blocks. Products by such weights are oneDNN's
   * older ones, which apply a function of an {@link Epilogue} slower than an operation of its own
   * does.
   */
  boolean inRows() {
    return inRows;
  }

  memory.desc biasDescriptor() {
    return View.dense(NumberType.FLOAT32, 1, out).descriptor();
  }

  /** Layouts of one type and shape are the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WeightLayout that
        && type == that.type
        && in == that.in
        && out == that.out;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * in + out) + type.hashCode();
  }
}
