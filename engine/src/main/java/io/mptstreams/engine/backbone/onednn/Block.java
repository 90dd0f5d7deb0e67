package io.mptstreams.engine.backbone.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Native memory, aligned as oneDNN wants it. Slices of it must not outlive it. */
public final class Block implements AutoCloseable {

  private final memory memory;
  private final BytePointer start;
  private final long bytes;

  Block(engine cpu, long bytes) {
    View numbers = View.dense(NumberType.BFLOAT16, (bytes + 1) / NumberType.BFLOAT16.bytes());
    this.memory = new memory(numbers.descriptor(), cpu);
    this.start = new BytePointer(memory.get_data_handle()).capacity(bytes);
    this.bytes = bytes;
  }

  /** What it has room for. */
  public long bytes() {
    return bytes;
  }

  /**
   * @param offset bytes from the start
   * @throws IndexOutOfBoundsException if the view ends behind the block
   */
  public Slice slice(View view, long offset) {
    if (offset < 0 || offset + view.bytes() > bytes) {
      throw new IndexOutOfBoundsException(
          "%d bytes at %d of %d".formatted(view.bytes(), offset, bytes));
    }
    return new Slice(view, start.getPointer(offset));
  }

  /** Float32 numbers of it, shared with it. */
  public FloatBuffer floats(long offset, long count) {
    Pointer from = slice(View.dense(NumberType.FLOAT32, count), offset).address();
    return new FloatPointer(from).capacity(count).asBuffer();
  }

  memory memory() {
    return memory;
  }

  @Override
  public void close() {
    memory.close();
  }
}
