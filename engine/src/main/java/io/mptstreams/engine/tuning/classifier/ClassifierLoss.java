package io.mptstreams.engine.tuning.classifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;
import io.mptstreams.engine.tuning.gradient.Parameter;

/**
 * The loss while a model and its readout learn together: mean cross-entropy + λ / (2n) ‖W − W0‖²,
 * which is {@link io.mptstreams.engine.readout.LogisticReadout}'s for a batch. Its arrays live in
 * the manager that it was made with. Used by one thread.
 */
public final class ClassifierLoss {

  private final TrainableModel model;
  private final ClassifierTask task;
  private final NDArray prior;
  private final NDArray biases;
  private final Parameter readout;

  /**
   * @param weights W at the start, [C, d]
   */
  public ClassifierLoss(
      NDManager manager,
      TrainableModel model,
      ClassifierTask task,
      float[] weights,
      float learningRate) {
    this.model = model;
    this.task = task;
    Shape shape = new Shape(task.labels(), task.width());
    prior = manager.create(task.prior(), shape);
    biases = manager.create(task.biases(), new Shape(1, task.labels()));
    readout = Parameter.of("readout", manager.create(weights, shape), learningRate, 0);
  }

  /** W, [C, d]. */
  public Parameter readout() {
    return readout;
  }

  /** Loss of some examples, a scalar with a graph if the thread keeps one. */
  public NDArray of(NDManager manager, int[] batch) {
    NDArray texts = SentenceEmbedder.unit(model.pooled(manager, task.train().batch(batch)));
    NDArray logits = texts.matMul(readout.value().transpose()).add(biases);
    NDArray away = readout.value().sub(prior).square().sum();
    return CrossEntropy.mean(manager, logits, task.train().targets(batch))
        .add(away.mul(Scalar.of(logits, task.pull() / (2 * task.train().size()))));
  }
}
