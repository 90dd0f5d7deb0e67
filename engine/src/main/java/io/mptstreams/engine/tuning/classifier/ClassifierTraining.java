package io.mptstreams.engine.tuning.classifier;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.readout.LogisticReadout;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.gradient.StepPlan;
import io.mptstreams.engine.tuning.gradient.TrainingFailedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns a model and its readout: the readout solved behind the model as it stands, gradient steps
 * on both, the readout solved again. MPT and every technique that it is compared with learn so,
 * that techniques are compared and not recipes. Used by one thread.
 */
public final class ClassifierTraining {

  private final NDManager manager;
  private final TrainableModel model;
  private final ClassifierTask task;

  /**
   * @param manager of the model's parameters; stays open
   */
  public ClassifierTraining(NDManager manager, TrainableModel model, ClassifierTask task) {
    this.manager = manager;
    this.model = model;
    this.task = task;
  }

  /**
   * Trains the model's parameters where they are. A plan that stops before its first step leaves
   * the readout as it was solved.
   *
   * @param readoutLearningRate of the readout's weights
   * @throws TrainingFailedException if the loss is not finite
   */
  public TrainedReadout run(StepPlan plan, float readoutLearningRate) {
    float[] solved = solve();
    if (plan.steps() == 0) {
      return new TrainedReadout(solved, new float[0]);
    }
    ClassifierLoss loss = new ClassifierLoss(manager, model, task, solved, readoutLearningRate);
    List<Parameter> learned = new ArrayList<>(model.parameters());
    learned.add(loss.readout());
    float[] losses =
        plan.run(
            new Descent(manager, learned, Float.POSITIVE_INFINITY), task.train().size(), loss::of);
    return new TrainedReadout(losses.length == 0 ? solved : solve(), losses);
  }

  /** The readout behind the model as it stands, [C, d]. */
  public float[] solve() {
    return new LogisticReadout(manager)
        .solve(
            SentenceEmbedder.embed(manager, task.width(), task.train().texts(), model),
            task.train().targets(),
            task.prior(),
            task.biases(),
            task.pull());
  }
}
