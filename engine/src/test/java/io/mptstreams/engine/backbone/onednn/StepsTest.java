package io.mptstreams.engine.backbone.onednn;

import static io.mptstreams.engine.backbone.onednn.Numbers.direct;
import static io.mptstreams.engine.backbone.onednn.Numbers.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StepsTest {

  private static final NumberType FLOAT32 = NumberType.FLOAT32;

  /** Bytes for numbers and their doubles. */
  private static final long DOUBLED = 8 * 4096;

  private static OneDnn runtime;

  @BeforeAll
  static void start() {
    runtime = Numbers.runtime();
  }

  @Test
  void normaliseScaleAndShiftRows() {
    try (Workspace workspace = runtime.newWorkspace();
        Scaling scaling = runtime.newBinder().scaling(2, direct(2, 3), direct(0, 1));
        Steps steps = workspace.newSteps()) {
      Block block = workspace.block(256);
      block.floats(0, 4).put(new float[] {1, 3, 5, 1});
      Slice rows = block.slice(View.dense(FLOAT32, 2, 2), 0);
      steps.norm(rows, scaling, 0, rows);
      workspace.ready(steps);

      workspace.run(steps);

      assertThat(numbers(block, 0, 4)).containsExactly(new float[] {-2, 4, 2, -2}, within(1e-5f));
    }
  }

  @Test
  void copyFromMemoryThatIsNamedLater() {
    try (Workspace workspace = runtime.newWorkspace();
        Steps steps = workspace.newSteps()) {
      Block block = workspace.block(256);
      View given = View.dense(FLOAT32, 2, 2);
      Steps.Source source =
          steps.copyLater(given, block.slice(given.withStride(0, 1).withStride(1, 2), 0));
      workspace.ready(steps);

      source.set(Slice.of(given, direct(1, 2, 3, 4)));
      workspace.run(steps);
      assertThat(numbers(block, 0, 4)).containsExactly(1, 3, 2, 4);

      source.set(Slice.of(given, direct(5, 6, 7, 8)));
      workspace.run(steps);
      assertThat(numbers(block, 0, 4)).containsExactly(5, 7, 6, 8);
    }
  }

  @Test
  void readAndWriteNothingBehindTheirMemory() {
    try (Workspace workspace = runtime.newWorkspace()) {
      Block block = workspace.block(64);
      assertThatThrownBy(() -> block.slice(View.dense(FLOAT32, 4, 4), 4))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("64 bytes at 4 of 64");
      assertThatThrownBy(() -> Slice.of(View.dense(FLOAT32, 5), direct(1, 2, 3, 4)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> Slice.of(View.dense(FLOAT32, 1), ByteBuffer.allocate(4)))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  /** More shapes than are kept: those that were dropped are made again. */
  @Test
  void stayRightWhenTheirPrimitivesAreNoLongerKept() {
    try (Workspace workspace = runtime.newWorkspace();
        Steps first = doubling(workspace, 1)) {
      for (int size = 2; size < 2200; size++) {
        doubling(workspace, size).close();
      }
      try (Steps again = doubling(workspace, 1)) {
        for (Steps steps : new Steps[] {first, again}) {
          workspace.block(DOUBLED).floats(0, 2).put(new float[] {2, 3});
          workspace.run(steps);
          assertThat(numbers(workspace.block(DOUBLED), DOUBLED / 2, 1)).containsExactly(6);
        }
      }
    }
  }

  /** Multiplies some numbers by the one before them. */
  private static Steps doubling(Workspace workspace, int size) {
    Block block = workspace.block(DOUBLED);
    View column = View.dense(FLOAT32, size, 1);
    Steps steps = workspace.newSteps();
    steps.product(
        block.slice(column, Float.BYTES),
        block.slice(View.dense(FLOAT32, 1, 1), 0),
        block.slice(column, DOUBLED / 2),
        Epilogue.NONE);
    workspace.ready(steps);
    return steps;
  }
}
