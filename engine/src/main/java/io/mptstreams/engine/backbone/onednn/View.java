package io.mptstreams.engine.backbone.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * How memory is read as an array.
 *
 * @param strides numbers from one element to the next of each dimension
 */
public record View(NumberType type, List<Long> dimensions, List<Long> strides) {

  public View {
    dimensions = List.copyOf(dimensions);
    strides = List.copyOf(strides);
  }

  /** One row behind the other, without gaps. */
  public static View dense(NumberType type, long... dimensions) {
    List<Long> sizes = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int i = dimensions.length - 1; i >= 0; i--) {
      sizes.add(0, dimensions[i]);
      strides.add(0, stride);
      stride *= dimensions[i];
    }
    return new View(type, sizes, strides);
  }

  /** The same memory with its last two dimensions exchanged. */
  public View transposed() {
    return new View(type, exchanged(dimensions), exchanged(strides));
  }

  /** The same with another stride. */
  public View withStride(int dimension, long stride) {
    return new View(type, dimensions, replaced(strides, dimension, stride));
  }

  /** The first few of a dimension. */
  public View withSize(int dimension, long size) {
    return new View(type, replaced(dimensions, dimension, size), strides);
  }

  private static List<Long> replaced(List<Long> all, int index, long value) {
    List<Long> replaced = new ArrayList<>(all);
    replaced.set(index, value);
    return replaced;
  }

  private static List<Long> exchanged(List<Long> all) {
    List<Long> exchanged = new ArrayList<>(all);
    exchanged.add(exchanged.remove(exchanged.size() - 2));
    return exchanged;
  }

  /**
   * Refuses what oneDNN 3.8.1's products of many matrices misread: heads of texts, [n, heads, .,
   * .], in rows that are wider than the heads, where the step from text to text is that of n rows
   * of heads alone. It takes them for another order of dimensions, and the results are wrong
   * without a word.
   *
   * @throws IllegalArgumentException if this is one
   */
  void requireReadable() {
    if (dimensions.size() == 4 && dimensions.get(0) > 1) {
      long heads = dimensions.get(1) * strides.get(1);
      long row = Math.max(strides.get(2), strides.get(3));
      if (row != heads && strides.get(0) == dimensions.get(0) * heads) {
        throw new IllegalArgumentException("oneDNN would misread " + this);
      }
    }
  }

  /** Bytes from the first number to behind the last. */
  public long bytes() {
    long last = 0;
    for (int i = 0; i < dimensions.size(); i++) {
      last += (dimensions.get(i) - 1) * strides.get(i);
    }
    return (last + 1) * type.bytes();
  }

  memory.desc descriptor() {
    return new memory.desc(array(dimensions), type.type(), array(strides));
  }

  private static long[] array(List<Long> all) {
    return all.stream().mapToLong(Long::longValue).toArray();
  }
}
