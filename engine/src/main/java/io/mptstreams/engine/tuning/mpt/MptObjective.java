package io.mptstreams.engine.tuning.mpt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;

/**
 * The loss of one task behind P* ∘ (U V): mean cross-entropy, pulled towards the start. Its arrays
 * live in the manager that it was made with. Used by one thread.
 */
final class MptObjective {

  private final Backbone backbone;
  private final AdaptationSettings settings;
  private final int examples;
  private final NDArray shared;
  private final NDArray startU;
  private final NDArray startV;
  private final NDArray startW;
  private final NDArray biases;
  private final Parameter u;
  private final Parameter v;
  private final Parameter w;

  /**
   * @param weights first label vectors times scale, [C, d]; the pull goes to those of {@code start}
   * @param examples size of the training set
   */
  MptObjective(
      Backbone backbone,
      NDManager manager,
      SharedPrompt prompt,
      TaskParameters start,
      float[] weights,
      int examples,
      AdaptationSettings settings) {
    this.backbone = backbone;
    this.settings = settings;
    this.examples = examples;
    Shape uShape = new Shape(start.length(), start.rank());
    Shape vShape = new Shape(start.rank(), start.width());
    Shape wShape = new Shape(start.labels().size(), start.width());
    shared = manager.create(prompt.values(), new Shape(prompt.length(), prompt.width()));
    startU = manager.create(start.u(), uShape);
    startV = manager.create(start.v(), vShape);
    startW = manager.create(start.labelVectors(), wShape).mul(start.scale());
    biases = manager.create(start.labelBiases(), new Shape(1, start.labels().size()));
    u = Parameter.of("u", startU.duplicate(), settings.promptLearningRate(), 0);
    v = Parameter.of("v", startV.duplicate(), settings.promptLearningRate(), 0);
    w =
        Parameter.of(
            "label_vectors", manager.create(weights, wShape), settings.labelLearningRate(), 0);
  }

  List<Parameter> parameters() {
    return List.of(u, v, w);
  }

  /** Loss of some examples, a scalar with a graph if the thread keeps one. */
  NDArray loss(NDManager manager, TrainingSet set, int[] batch) {
    NDArray prompt = shared.mul(u.value().matMul(v.value())).expandDims(0);
    NDArray prompts =
        prompt.broadcast(batch.length, prompt.getShape().get(1), prompt.getShape().get(2));
    NDArray pooled = backbone.encoder().pooled(manager, set.batch(batch), prompts);
    NDArray logits = SentenceEmbedder.unit(pooled).matMul(w.value().transpose()).add(biases);
    NDArray loss = CrossEntropy.mean(manager, logits, set.targets(batch));
    loss =
        loss.add(
            distance(w.value(), startW)
                .mul(Scalar.of(loss, settings.readoutPull() / (2 * examples))));
    if (settings.anchor() > 0) {
      NDArray moved = distance(u.value(), startU).add(distance(v.value(), startV));
      loss = loss.add(moved.mul(Scalar.of(loss, settings.anchor())));
    }
    return loss;
  }

  float[] u() {
    return u.value().toFloatArray();
  }

  float[] v() {
    return v.value().toFloatArray();
  }

  /** Label vectors times scale, [C, d]. */
  float[] weights() {
    return w.value().toFloatArray();
  }

  private static NDArray distance(NDArray a, NDArray b) {
    return a.sub(b).square().sum();
  }
}
