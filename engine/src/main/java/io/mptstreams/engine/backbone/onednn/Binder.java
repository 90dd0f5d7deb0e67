package io.mptstreams.engine.backbone.onednn;

import java.nio.ByteBuffer;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.PointerScope;

/** Copies weights to where primitives read them. */
public final class Binder {

  private final engine cpu;
  private final stream copies;

  Binder(OneDnn runtime) {
    this.cpu = runtime.cpu();
    this.copies = runtime.newStream();
  }

  /**
   * @param type of the copy
   * @param weight [out, in], float32, a direct buffer
   * @param bias [out], likewise
   * @throws RuntimeException if the processor lacks the type
   */
  public Linear linear(NumberType type, int in, int out, ByteBuffer weight, ByteBuffer bias) {
    WeightLayout layout = WeightLayout.of(cpu, type, in, out);
    Slice given = Slice.of(WeightLayout.plain(NumberType.FLOAT32, in, out), weight);
    memory weights = copy(given, layout.descriptor());
    return new Linear(layout, weights, vector(View.dense(NumberType.FLOAT32, 1, out), bias));
  }

  /** Scale and shift of a layer norm, float32, direct buffers. */
  public Scaling scaling(int width, ByteBuffer scale, ByteBuffer shift) {
    View numbers = View.dense(NumberType.FLOAT32, width);
    return new Scaling(vector(numbers, scale), vector(numbers, shift));
  }

  private memory vector(View view, ByteBuffer numbers) {
    try (memory.desc descriptor = view.descriptor()) {
      return copy(Slice.of(view, numbers), descriptor);
    }
  }

  private memory copy(Slice given, memory.desc wanted) {
    try (PointerScope temporary = new PointerScope()) {
      memory from = new memory(given.view().descriptor(), cpu, given.address());
      memory to = new memory(wanted, cpu);
      new reorder(from, to).execute(copies, from, to);
      copies._wait();
      to.retainReference();
      return to;
    }
  }
}
