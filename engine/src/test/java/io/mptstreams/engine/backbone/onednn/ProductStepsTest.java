package io.mptstreams.engine.backbone.onednn;

import static io.mptstreams.engine.backbone.onednn.Numbers.direct;
import static io.mptstreams.engine.backbone.onednn.Numbers.numbers;
import static io.mptstreams.engine.backbone.onednn.Numbers.waves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products, against sums written out. */
class ProductStepsTest {

  private static final NumberType FLOAT32 = NumberType.FLOAT32;

  private static OneDnn runtime;

  @BeforeAll
  static void start() {
    runtime = Numbers.runtime();
  }

  /** Rows (1, 2) and (-1, 0) by weights [[1, 2], [3, -4]] with bias (0.5, -1). */
  @ParameterizedTest
  @CsvSource({
    "NONE, 5.5, -6, -0.5, -4",
    "RELU, 5.5, 0, 0, 0",
    "ADD, 15.5, 14, 29.5, 36",
    "TANH, 0.9999665972, -0.9999877117, -0.4621171573, -0.9993292997",
    "GELU, 5.4999998956, -5.9e-9, -0.1542687694, -0.0001266850",
    "GELU_TANH, 5.5, -0, -0.1542859972, -0.0000702989"
  })
  void multiplyRowsByWeights(Epilogue epilogue, float a, float b, float c, float d) {
    try (Workspace workspace = runtime.newWorkspace();
        Linear linear =
            runtime.newBinder().linear(FLOAT32, 2, 2, direct(1, 2, 3, -4), direct(.5f, -1));
        Steps steps = workspace.newSteps()) {
      Block block = workspace.block(1024);
      View matrix = View.dense(FLOAT32, 2, 2);
      block.floats(0, 4).put(new float[] {1, 2, -1, 0});
      block.floats(512, 4).put(new float[] {10, 20, 30, 40});
      steps.product(block.slice(matrix, 0), linear, block.slice(matrix, 512), epilogue);
      workspace.ready(steps);

      workspace.run(steps);

      assertThat(numbers(block, 512, 4)).containsExactly(new float[] {a, b, c, d}, within(1e-5f));
    }
  }

  /**
   * In blocks or in rows, as the processor likes it, and with a rest that is not cut into blocks.
   */
  @ParameterizedTest
  @CsvSource({
    "64, NONE",
    "96, NONE",
    "128, NONE",
    "192, NONE",
    "200, NONE",
    "256, NONE",
    "768, NONE",
    "64, RELU",
    "200, RELU",
    "256, RELU"
  })
  void multiplyByWeightsOfEveryWidth(int out, Epilogue epilogue) {
    int in = 48;
    int rows = 33;
    float[] x = waves(rows * in, 0.7f);
    float[] w = waves(out * in, 0.3f);
    float[] bias = waves(out, 1.1f);
    try (Workspace workspace = runtime.newWorkspace();
        Linear linear = runtime.newBinder().linear(FLOAT32, in, out, direct(w), direct(bias));
        Steps steps = workspace.newSteps()) {
      long to = 4L * rows * in + 64;
      Block block = workspace.block(to + 4L * rows * out);
      block.floats(0, x.length).put(x);
      steps.product(
          block.slice(View.dense(FLOAT32, rows, in), 0),
          linear,
          block.slice(View.dense(FLOAT32, rows, out), to),
          epilogue);
      workspace.ready(steps);

      workspace.run(steps);

      float[] found = numbers(block, to, rows * out);
      for (int r = 0; r < rows; r++) {
        for (int o = 0; o < out; o++) {
          double expected = bias[o];
          for (int i = 0; i < in; i++) {
            expected += (double) x[r * in + i] * w[o * in + i];
          }
          expected = epilogue == Epilogue.RELU ? Math.max(0, expected) : expected;
          assertThat((double) found[r * out + o]).isCloseTo(expected, within(1e-4));
        }
      }
    }
  }

  /** Scores of two keys each in front and behind, as attention has them with deep prompts. */
  @Test
  void multiplyIntoColumnsOfAWiderMatrix() {
    try (Workspace workspace = runtime.newWorkspace();
        Steps steps = workspace.newSteps()) {
      Block block = workspace.block(1024);
      block.floats(0, 2).put(new float[] {1, 2});
      block.floats(64, 4).put(new float[] {1, 1, 0, 3});
      View one = View.dense(FLOAT32, 1, 2);
      View wide = View.dense(FLOAT32, 1, 4);
      Slice keys = block.slice(View.dense(FLOAT32, 2, 2).transposed(), 64);
      Slice scores = block.slice(wide, 128);
      steps.product(block.slice(one, 0), keys, scores.as(wide.withSize(1, 2), 0), Epilogue.NONE);
      steps.product(block.slice(one, 0), keys, scores.as(wide.withSize(1, 2), 2), Epilogue.NONE);
      steps.softmax(scores);
      workspace.ready(steps);

      workspace.run(steps);

      // e^3 and e^6, twice each.
      float low = (float) (1 / (2 + 2 * Math.exp(3)));
      assertThat(numbers(block, 128, 4))
          .containsExactly(new float[] {low, .5f - low, low, .5f - low}, within(1e-6f));
    }
  }

  /** Keys by queries of all heads, in rows in which three or two matrices stand side by side. */
  @ParameterizedTest
  @CsvSource({
    "1, 5, 3",
    "2, 2, 3",
    "4, 4, 3",
    "8, 3, 3",
    "8, 24, 3",
    "16, 16, 3",
    "32, 11, 3",
    "2, 3, 2",
    "4, 3, 2",
    "1, 1, 2"
  })
  void multiplyHeadsOfTexts(int texts, int tokens, int parts) {
    int heads = 12;
    int width = 32;
    int row = parts * heads * width;
    View view =
        View.dense(FLOAT32, texts, heads, tokens, width)
            .withStride(0, (long) tokens * row)
            .withStride(1, width)
            .withStride(2, row);
    int count = texts * tokens * row;
    int results = texts * heads * tokens * tokens;
    float[] x = waves(count, 0.37f);
    try (Workspace workspace = runtime.newWorkspace();
        Steps steps = workspace.newSteps()) {
      Block block = workspace.block(4L * count + 64 + 4L * results);
      block.floats(0, count).put(x);
      long to = 4L * count;
      steps.product(
          block.slice(view, 0),
          block.slice(view.transposed(), 4L * heads * width),
          block.slice(View.dense(FLOAT32, texts, heads, tokens, tokens), to),
          Epilogue.NONE);
      workspace.ready(steps);

      workspace.run(steps);

      float[] found = numbers(block, to, results);
      int at = 0;
      for (int n = 0; n < texts; n++) {
        for (int h = 0; h < heads; h++) {
          for (int q = 0; q < tokens; q++) {
            for (int k = 0; k < tokens; k++) {
              double expected = 0;
              for (int i = 0; i < width; i++) {
                int query = (n * tokens + q) * row + h * width + i;
                int key = (n * tokens + k) * row + (heads + h) * width + i;
                expected += (double) x[query] * x[key];
              }
              assertThat((double) found[at++]).isCloseTo(expected, within(1e-4));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 2, 2", "16, 8, 2", "6, 2, 3"})
  void refuseHeadsThatOneDnnMisreads(int texts, int tokens, int parts) {
    int row = parts * 12 * 32;
    View view =
        View.dense(FLOAT32, texts, 12, tokens, 32)
            .withStride(0, (long) tokens * row)
            .withStride(1, 32)
            .withStride(2, row);
    try (Workspace workspace = runtime.newWorkspace();
        Steps steps = workspace.newSteps()) {
      Block block = workspace.block(view.bytes());
      Slice heads = block.slice(view, 0);
      Slice keys = block.slice(view.transposed(), 0);
      Slice scores = block.slice(View.dense(FLOAT32, texts, 12, tokens, tokens), 0);
      assertThatThrownBy(() -> steps.product(heads, keys, scores, Epilogue.NONE))
          .hasMessageContaining("misread");
    }
  }
}
