package io.mptstreams.engine.testing;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ColdStart;
import java.util.List;
import java.util.Random;

/** The real sentence encoder, opened once a JVM, and tasks with random factors. */
public final class Models {

  private Models() {}

  private static final class Holder {
    static final Backbone MINILM = Backbones.open(BackboneSettings.defaults());
  }

  public static Backbone miniLm() {
    return Holder.MINILM;
  }

  /** Labels that start at their own embeddings, u and v around 1. */
  public static TaskModel task(
      SharedPrompt prompt, String name, long version, List<String> labels, long seed) {
    TaskParameters cold = new ColdStart(miniLm()).of(prompt, labels, labels);
    Random random = new Random(seed);
    float[] u = new float[prompt.length() * prompt.rank()];
    float[] v = new float[prompt.rank() * prompt.width()];
    fill(u, random);
    fill(v, random);
    TaskParameters parameters =
        new TaskParameters(
            prompt.length(),
            prompt.width(),
            prompt.rank(),
            u,
            v,
            labels,
            cold.labelVectors(),
            cold.labelBiases(),
            cold.scale(),
            cold.temperature());
    return new TaskModel(name, version, prompt.version(), parameters);
  }

  private static void fill(float[] values, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + 0.3f * (float) random.nextGaussian();
    }
  }
}
