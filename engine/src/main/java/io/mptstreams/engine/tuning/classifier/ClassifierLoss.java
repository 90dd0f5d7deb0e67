package io.mptstreams.engine.tuning.classifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;
import io.mptstreams.engine.tuning.gradient.Divergence;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.Optional;

/**
 * The loss while a model and its readout learn together: mean cross-entropy + λ / (2n) ‖W − W0‖²,
 * which is {@link io.mptstreams.engine.readout.LogisticReadout}'s for a batch; and, where the prior
 * is trusted, the divergence from what W0 answered behind the model at its start (learning without
 * forgetting, Li and Hoiem, 2016). Its arrays live in the manager that it was made with. Used by
 * one thread.
 */
public final class ClassifierLoss {

  private final TrainableModel model;
  private final ClassifierTask task;
  private final NDArray prior;
  private final NDArray biases;
  private final Parameter readout;

  /** The prior's logits for all examples, [n, C]; none if it is not held to. */
  private final Optional<float[]> answers;

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
    answers = task.priorWeight() > 0 ? Optional.of(answers(manager)) : Optional.empty();
  }

  private float[] answers(NDManager parent) {
    try (NDManager manager = parent.newSubManager()) {
      float[] texts = SentenceEmbedder.embed(manager, task.width(), task.train().texts(), model);
      return manager
          .create(texts, new Shape(task.train().size(), task.width()))
          .matMul(prior.transpose())
          .add(biases)
          .toFloatArray();
    }
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
    NDArray loss =
        CrossEntropy.mean(manager, logits, task.train().targets(batch))
            .add(away.mul(Scalar.of(logits, task.pull() / (2 * task.train().size()))));
    if (answers.isEmpty()) {
      return loss;
    }
    NDArray divergence = Divergence.sum(answers(manager, answers.get(), batch), logits, 1);
    return loss.add(divergence.mul(Scalar.of(logits, task.priorWeight() / batch.length)));
  }

  private NDArray answers(NDManager manager, float[] all, int[] batch) {
    int labels = task.labels();
    float[] rows = new float[batch.length * labels];
    for (int i = 0; i < batch.length; i++) {
      System.arraycopy(all, batch[i] * labels, rows, i * labels, labels);
    }
    return manager.create(rows, new Shape(batch.length, labels));
  }
}
