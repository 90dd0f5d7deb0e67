package io.mptstreams.engine.backbone.onednn;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Numbers in native memory that someone else owns.
 *
 * @param address of the first
 */
public record Slice(View view, Pointer address) {

  /**
   * @param memory a direct buffer
   * @throws IndexOutOfBoundsException if the view ends behind the buffer
   */
  public static Slice of(View view, ByteBuffer memory) {
    if (!memory.isDirect() || view.bytes() > memory.capacity()) {
      throw new IndexOutOfBoundsException(
          "%d bytes of %d, direct: %s"
              .formatted(view.bytes(), memory.capacity(), memory.isDirect()));
    }
    return new Slice(view, new BytePointer(memory));
  }

  /** The same memory read otherwise, from some numbers on. */
  public Slice as(View other, long numbers) {
    return new Slice(other, new BytePointer(address).getPointer(numbers * other.type().bytes()));
  }
}
