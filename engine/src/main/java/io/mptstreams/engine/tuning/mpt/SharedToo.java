package io.mptstreams.engine.tuning.mpt;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.GradientClassifier;
import io.mptstreams.engine.tuning.technique.GradientSettings;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.Optional;

/**
 * Multitask prompt tuning with P* trained for the task too, as Wang et al. (ICLR 2023) have it: P*,
 * the slow weights, at 0.3 / 0.4 of the learning rate of u and v, the fast ones. Such a task needs
 * a P* of its own, so a stream cannot serve it beside others.
 */
public final class SharedToo implements Technique {

  private static final float SLOW_TO_FAST = 0.3f / 0.4f;

  private final Backbone backbone;
  private final SharedPrompt prompt;
  private final int rank;
  private final ReadoutSettings readout;
  private final GradientSettings settings;

  /**
   * @param rank of a task's factors, the shared prompt's own if that is higher
   * @param settings with the learning rate of u and v
   */
  public SharedToo(
      Backbone backbone,
      SharedPrompt prompt,
      int rank,
      ReadoutSettings readout,
      GradientSettings settings) {
    this.backbone = backbone;
    this.prompt = prompt;
    this.rank = rank;
    this.readout = readout;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "mpt-shared-trained";
  }

  @Override
  public Optional<TrainedPrompt> start() {
    return Optional.of(TrainedPrompt.alone(prompt));
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    TaskParameters start =
        Rank.atLeast(
            new ColdStart(backbone).of(prompt, task.labels(), task.phrases()), rank, task.seed());
    NDManager manager = backbone.newManager();
    float fast = settings.learningRate();
    Parameter shared = ComposedPrompt.shared(manager, prompt, SLOW_TO_FAST * fast);
    ComposedPrompt model = ComposedPrompt.of(backbone, manager, shared, start, fast);
    return new GradientClassifier(manager, model, backbone.info().width())
        .fit(task, readout, settings);
  }
}
