package io.mptstreams.engine.checkpoint.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.TokenizedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An adapter of PEFT over our backbone: a batch of several tasks gives PEFT's logits. */
class PeftLogitsTest {

  @Test
  void classifiesAMixedBatchAsPeftDoes() throws Exception {
    Path fixture = PeftFixtures.folder("peft-mpt-bert");
    ExpectedNumbers expected = ExpectedNumbers.read(fixture.resolve("expected.safetensors"));
    PeftAdapter adapter = PeftFolder.read(fixture);
    BackboneSettings settings =
        BackboneSettings.defaults()
            .withSource(fixture.resolveSibling("bert").toString())
            .withPooling("mean")
            .withPlacement(PromptPlacement.BEFORE_TEXT);

    try (Backbone backbone = Backbones.open(settings);
        NDManager manager = backbone.newManager();
        GradientMode off = GradientMode.off()) {
      List<TokenizedText> texts = texts(expected);
      NDArray hidden =
          backbone
              .encoder()
              .hidden(manager, new TokenBatch(texts), prompts(manager, adapter, expected));
      float[] states = hidden.toFloatArray();
      int perText = states.length / texts.size();
      PeftHead head = adapter.head().orElseThrow();
      float[] logits = expected.floats("logits");
      for (int row = 0; row < texts.size(); row++) {
        int start = row * perText;
        // PEFT pools the first position, which is the first prompt vector.
        double[] first = new double[adapter.width()];
        Arrays.setAll(first, i -> states[start + i]);
        double[] pooled =
            linear(expected.floats("pooler_weight"), expected.floats("pooler_bias"), first);
        Arrays.setAll(pooled, i -> Math.tanh(pooled[i]));
        double[] scores = linear(head.weight(), head.bias(), pooled);
        for (int c = 0; c < head.labels(); c++) {
          assertThat((float) scores[c]).isCloseTo(logits[row * head.labels() + c], within(1e-4f));
        }
      }
    }
  }

  private static List<TokenizedText> texts(ExpectedNumbers expected) {
    long[] ids = expected.longs("input_ids");
    long[] mask = expected.longs("attention_mask");
    int width = expected.size("input_ids", 1);
    List<TokenizedText> texts = new ArrayList<>();
    for (int start = 0; start < ids.length; start += width) {
      int length = (int) Arrays.stream(mask, start, start + width).sum();
      int[] row = Arrays.stream(ids, start, start + length).mapToInt(id -> (int) id).toArray();
      texts.add(new TokenizedText(row, new int[length], false));
    }
    return texts;
  }

  private static NDArray prompts(NDManager manager, PeftAdapter adapter, ExpectedNumbers expected) {
    long[] tasks = expected.longs("task_ids");
    int size = adapter.length() * adapter.width();
    float[] all = new float[tasks.length * size];
    for (int row = 0; row < tasks.length; row++) {
      System.arraycopy(adapter.composed((int) tasks[row]), 0, all, row * size, size);
    }
    return manager.create(all, new Shape(tasks.length, adapter.length(), adapter.width()));
  }

  /** W x + b. */
  private static double[] linear(float[] weight, float[] bias, double[] x) {
    double[] y = new double[bias.length];
    for (int row = 0; row < bias.length; row++) {
      y[row] = bias[row];
      for (int column = 0; column < x.length; column++) {
        y[row] += weight[row * x.length + column] * x[column];
      }
    }
    return y;
  }
}
