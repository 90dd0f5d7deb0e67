package io.mptstreams.engine.tuning.mpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.testing.DeskTask;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.classifier.ClassifierLoss;
import io.mptstreams.engine.tuning.classifier.ClassifierTask;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComposedPromptTest {

  private static final int[] BATCH = {0, 3, 5, 9, 12};
  private static final float STEP = 5e-3f;

  private final Backbone backbone = Models.miniLm();

  @Test
  void hasTheGradientsThatFiniteDifferencesShow() {
    SharedPrompt prompt = SharedPrompts.fromVocabulary(backbone, 4, 11);
    TaskParameters start = Models.task(prompt, "desk", 1, DeskTask.LABELS, 5).parameters();
    TrainingSet set = TrainingSet.of(DeskTask.train(), DeskTask.LABELS, backbone.tokenizer(), 32);
    Random random = new Random(3);
    float[] prior = new float[DeskTask.LABELS.size() * prompt.width()];
    float[] weights = new float[prior.length];
    for (int i = 0; i < weights.length; i++) {
      prior[i] = (float) random.nextGaussian() / 2;
      weights[i] = prior[i] + (float) random.nextGaussian() / 4;
    }
    ClassifierTask task = new ClassifierTask(set, prior, new float[] {0.5f, 0}, 5, 0.7f);
    try (NDManager manager = backbone.newManager()) {
      ComposedPrompt model = ComposedPrompt.of(backbone, manager, prompt, start, 1e-2f);
      ClassifierLoss loss = new ClassifierLoss(manager, model, task, weights, 1e-2f);

      try (GradientMode on = GradientMode.on();
          NDScope scope = new NDScope();
          NDManager step = manager.newSubManager()) {
        scope.suppressNotUsedWarning();
        GradientMode.backward(loss.of(step, BATCH));
      }

      for (Parameter parameter : model.parameters()) {
        assertGradient(loss, parameter, random);
      }
      assertGradient(loss, loss.readout(), random);
    }
  }

  /** Compares the slope along a random direction. */
  private static void assertGradient(ClassifierLoss loss, Parameter parameter, Random random) {
    float[] gradient;
    try (NDArray array = parameter.value().getGradient()) {
      gradient = array.toFloatArray();
    }
    float[] at = parameter.value().toFloatArray();
    float[] direction = new float[at.length];
    double slope = 0;
    double length = 0;
    for (int i = 0; i < at.length; i++) {
      // Towards the gradient, so that the slope is not lost in rounding.
      direction[i] =
          gradient[i] + (float) (norm(gradient) / Math.sqrt(at.length) * random.nextGaussian());
      length += direction[i] * direction[i];
    }
    length = Math.sqrt(length);
    for (int i = 0; i < at.length; i++) {
      direction[i] /= (float) length;
      slope += gradient[i] * direction[i];
    }
    double ahead = lossAt(loss, parameter, at, direction, STEP);
    double behind = lossAt(loss, parameter, at, direction, -STEP);
    parameter.value().set(at);

    double measured = (ahead - behind) / (2 * STEP);
    assertThat(measured).as(parameter.name()).isCloseTo(slope, within(Math.abs(slope) * 0.01));
  }

  private static double lossAt(
      ClassifierLoss loss, Parameter parameter, float[] at, float[] direction, float step) {
    float[] moved = at.clone();
    for (int i = 0; i < at.length; i++) {
      moved[i] += step * direction[i];
    }
    try (GradientMode off = GradientMode.off();
        NDScope scope = new NDScope();
        NDManager manager = parameter.value().getManager().newSubManager()) {
      scope.suppressNotUsedWarning();
      parameter.value().set(moved);
      return loss.of(manager, BATCH).getFloat();
    }
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}
