package io.mptstreams.engine.tuning.mpt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.tuning.classifier.ClassifierLoss;
import io.mptstreams.engine.tuning.classifier.ClassifierTask;
import io.mptstreams.engine.tuning.classifier.ClassifierTraining;
import io.mptstreams.engine.tuning.classifier.Readouts;
import io.mptstreams.engine.tuning.gradient.Descent;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.gradient.Schedule;
import io.mptstreams.engine.tuning.gradient.TaskSampler;
import io.mptstreams.engine.tuning.gradient.TaskSampler.Share;
import io.mptstreams.engine.tuning.gradient.TrainingFailedException;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import java.util.ArrayList;
import java.util.List;

/**
 * Several target tasks learn one P* together, each with its own u, v and readout, from steps that
 * draw tasks as source training does (Wang et al., ICLR 2023, multi-task adaptation). P* and the
 * backbone are the caller's; what comes out is a new P* and each task's place behind it.
 */
final class JointTraining {

  private static final int ROWS_A_STEP = 32;
  private static final int MOST_TASKS_A_STEP = 8;
  private static final double EQUAL_SHARES = 0;
  private static final float CLIP_NORM = 1;

  private final Backbone backbone;
  private final JointSettings settings;

  JointTraining(Backbone backbone, JointSettings settings) {
    this.backbone = backbone;
    this.settings = settings;
  }

  /** A task of the training. */
  private record Member(String name, ComposedPrompt model, ClassifierLoss loss) {}

  /**
   * Trains on the caller's thread.
   *
   * @param starts one a task: first u and v, and what the label vectors are pulled towards
   * @return one a task, the new P* with the task's u and v
   * @throws TrainingFailedException if a loss is not finite, naming the step's tasks
   */
  List<SharedPrompt> run(
      SharedPrompt prompt, List<FewShotTask> tasks, List<TaskParameters> starts, long seed) {
    try (NDManager manager = backbone.newManager()) {
      Parameter shared = ComposedPrompt.shared(manager, prompt, settings.sharedLearningRate());
      List<Member> members = new ArrayList<>();
      for (int k = 0; k < tasks.size(); k++) {
        members.add(member(manager, shared, tasks.get(k), starts.get(k)));
      }
      descend(manager, shared, members, sampler(tasks, seed));
      float[] values = shared.value().toFloatArray();
      return members.stream().map(member -> placed(prompt, values, member.model())).toList();
    }
  }

  private Member member(
      NDManager manager, Parameter shared, FewShotTask task, TaskParameters start) {
    ComposedPrompt model =
        ComposedPrompt.of(backbone, manager, shared, start, settings.task().promptLearningRate());
    ClassifierTask learned =
        new ClassifierTask(
            task.train(),
            Readouts.times(start.labelVectors(), start.scale()),
            start.labelBiases(),
            settings.task().readoutPull());
    float[] solved = new ClassifierTraining(manager, model, learned).solve();
    return new Member(
        task.name(),
        model,
        new ClassifierLoss(manager, model, learned, solved, settings.task().labelLearningRate()));
  }

  private static TaskSampler sampler(List<FewShotTask> tasks, long seed) {
    int[] sizes = tasks.stream().mapToInt(task -> task.train().size()).toArray();
    return new TaskSampler(sizes, EQUAL_SHARES, MOST_TASKS_A_STEP, ROWS_A_STEP, true, seed);
  }

  private void descend(
      NDManager manager, Parameter shared, List<Member> members, TaskSampler sampler) {
    List<Parameter> learned = new ArrayList<>(List.of(shared));
    for (Member member : members) {
      learned.add(member.model().u());
      learned.add(member.model().v());
      learned.add(member.loss().readout());
    }
    Descent descent = new Descent(manager, learned, CLIP_NORM);
    int steps = settings.steps(members.size(), ROWS_A_STEP);
    Schedule schedule = new Schedule(steps, settings.task().warmupSteps());
    for (int step = 0; step < steps; step++) {
      List<Share> shares = sampler.next();
      try {
        descent.step(schedule.speed(step), scratch -> loss(scratch, members, shares));
      } catch (TrainingFailedException e) {
        List<String> names =
            shares.stream().map(share -> members.get(share.task()).name()).toList();
        throw new TrainingFailedException("tasks " + names + " together: " + e.getMessage());
      }
    }
  }

  /** Mean over the rows of a step. */
  private static NDArray loss(NDManager scratch, List<Member> members, List<Share> shares) {
    NDArray sum = scratch.create(0f);
    for (Share share : shares) {
      NDArray mean = members.get(share.task()).loss().of(scratch, share.rows());
      sum = sum.add(mean.mul(Scalar.of(mean, (float) share.rows().length / ROWS_A_STEP)));
    }
    return sum;
  }

  private static SharedPrompt placed(SharedPrompt before, float[] values, ComposedPrompt model) {
    return new SharedPrompt(
        before.version(),
        before.backboneDigest(),
        before.length(),
        before.width(),
        (int) model.u().value().getShape().get(1),
        values,
        model.u().value().toFloatArray(),
        model.v().value().toFloatArray(),
        before.labelMemory());
  }
}
