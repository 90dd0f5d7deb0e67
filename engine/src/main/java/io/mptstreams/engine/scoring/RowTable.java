package io.mptstreams.engine.scoring;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * A float32 table on the device whose rows are replaced one by one. Not safe for several threads.
 *
 * <p>It grows by a quarter, not by doubling: ten thousand tasks must fit into 64 MiB, and a doubled
 * table may stand half empty.
 */
final class RowTable {

  private static final int FIRST_CAPACITY = 16;

  private final NDManager manager;
  private final int width;
  private final RowAllocator rows = new RowAllocator();
  private NDArray table;

  RowTable(NDManager manager, int width) {
    this.manager = manager;
    this.width = width;
  }

  /**
   * Writes {@code values} into free neighbouring rows.
   *
   * @param values [count, width]
   * @return the first row
   */
  int add(float[] values) {
    int count = values.length / width;
    int row = rows.allocate(count);
    while (row < 0) {
      grow(count);
      row = rows.allocate(count);
    }
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray value = manager.create(values, new Shape(count, width));
      table.set(new NDIndex().addSliceDim(row, row + count), value);
    }
    return row;
  }

  void free(int row, int count) {
    rows.free(row, count);
  }

  /** Copies of the named rows, [indices, width], in a scope or manager of the caller's. */
  NDArray select(NDArray indices) {
    if (table == null) {
      return manager.zeros(new Shape(0, width));
    }
    return JniUtils.embedding((PtNDArray) indices, (PtNDArray) table, false);
  }

  long bytes() {
    return (long) rows.capacity() * width * Float.BYTES;
  }

  private void grow(int atLeast) {
    int old = rows.capacity();
    int capacity = Math.max(FIRST_CAPACITY, old + Math.max(old / 4, atLeast));
    NDArray bigger = manager.zeros(new Shape(capacity, width));
    if (table != null) {
      bigger.set(new NDIndex().addSliceDim(0, old), table);
      table.close();
    }
    NDScope.unregister(bigger);
    table = bigger;
    rows.growTo(capacity);
  }
}
