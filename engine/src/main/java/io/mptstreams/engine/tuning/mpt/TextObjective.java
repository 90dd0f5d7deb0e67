package io.mptstreams.engine.tuning.mpt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.tuning.TextTrainingSet;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;

/**
 * The loss of one task of a text-to-text backbone behind P* ∘ (U V): cross-entropy of the target
 * text, the mean over all tokens of a batch, as in the paper. Only u and v learn. Its arrays live
 * in the manager that it was made with. Used by one thread.
 */
final class TextObjective {

  private final TextToText model;
  private final float anchor;
  private final NDArray shared;
  private final NDArray startU;
  private final NDArray startV;
  private final Parameter u;
  private final Parameter v;

  TextObjective(
      TextToText model,
      NDManager manager,
      SharedPrompt prompt,
      TaskParameters start,
      AdaptationSettings settings) {
    this.model = model;
    anchor = settings.anchor();
    shared = manager.create(prompt.values(), new Shape(prompt.length(), prompt.width()));
    startU = manager.create(start.u(), new Shape(start.length(), start.rank()));
    startV = manager.create(start.v(), new Shape(start.rank(), start.width()));
    u = Parameter.of("u", startU.duplicate(), settings.promptLearningRate(), 0);
    v = Parameter.of("v", startV.duplicate(), settings.promptLearningRate(), 0);
  }

  List<Parameter> parameters() {
    return List.of(u, v);
  }

  /** Loss of some examples, a scalar with a graph if the thread keeps one; within an NDScope. */
  NDArray loss(TextTrainingSet set, int[] batch) {
    NDArray prompt = shared.mul(u.value().matMul(v.value())).expandDims(0);
    NDArray prompts =
        prompt.broadcast(batch.length, prompt.getShape().get(1), prompt.getShape().get(2));
    EncodedTexts encoded = model.encode(set.batch(batch), prompts);
    List<int[]> targets = set.targets(batch);
    int tokens = targets.stream().mapToInt(target -> target.length).sum();
    NDArray loss = model.logLikelihoods(encoded, targets).sum();
    loss = loss.mul(Scalar.of(loss, -1f / tokens));
    if (anchor > 0) {
      NDArray moved =
          u.value().sub(startU).square().sum().add(v.value().sub(startV).square().sum());
      loss = loss.add(moved.mul(Scalar.of(loss, anchor)));
    }
    return loss;
  }

  float[] u() {
    return u.value().toFloatArray();
  }

  float[] v() {
    return v.value().toFloatArray();
  }
}
