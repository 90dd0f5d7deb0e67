package io.mptstreams.engine.tuning.mpt;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Multitask prompt tuning of several target tasks together: one P* for all of them, trained for
 * them, and u, v and a readout for each (Wang et al., ICLR 2023). A stream serves such tasks beside
 * each other, as they share P*; one more task means another P*.
 */
public final class Together implements Technique {

  /** As in source training, whose P* goes on learning here. */
  private static final float SHARED_LEARNING_RATE = 1e-2f;

  private final Backbone backbone;
  private final SharedPrompt prompt;
  private final int rank;
  private final AdaptationSettings settings;

  /**
   * @param rank of a task's factors, the shared prompt's own if that is higher
   */
  public Together(Backbone backbone, SharedPrompt prompt, int rank, AdaptationSettings settings) {
    this.backbone = backbone;
    this.prompt = prompt;
    this.rank = rank;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "mpt-together";
  }

  @Override
  public Optional<TrainedPrompt> start() {
    return Optional.of(TrainedPrompt.alone(prompt));
  }

  @Override
  public boolean joint() {
    return true;
  }

  /** A task that is alone. */
  @Override
  public FittedTask fit(FewShotTask task) {
    return together(List.of(task)).fit(task);
  }

  @Override
  public Technique together(List<FewShotTask> tasks) {
    ColdStart cold = new ColdStart(backbone);
    long seed = tasks.get(0).seed();
    List<TaskParameters> starts =
        tasks.stream()
            .map(task -> cold.of(prompt, task.labels(), task.phrases()))
            .map(start -> Rank.atLeast(start, rank, seed))
            .toList();
    List<SharedPrompt> learned =
        new JointTraining(backbone, new JointSettings(settings, SHARED_LEARNING_RATE))
            .run(prompt, tasks, starts, seed);
    Map<String, SharedPrompt> byTask = new HashMap<>();
    for (int k = 0; k < tasks.size(); k++) {
      byTask.put(tasks.get(k).name(), learned.get(k));
    }
    return new Placed(byTask);
  }

  /** Each task at its place behind the P* that all have learned: only its readout is fitted. */
  private final class Placed implements Technique {

    private final Map<String, SharedPrompt> places;

    Placed(Map<String, SharedPrompt> places) {
      this.places = places;
    }

    @Override
    public String name() {
      return Together.this.name();
    }

    @Override
    public FittedTask fit(FewShotTask task) {
      SharedPrompt place = places.get(task.name());
      TaskParameters start = new ColdStart(backbone).of(place, task.labels(), task.phrases());
      TaskParameters fitted =
          new MptAdapter(backbone)
              .adapt(place, start, task.examples(), settings.withSteps(0))
              .parameters();
      long parameters = fitted.promptParameterCount() + place.values().length / places.size();
      return MptTechnique.classifier(backbone, place, fitted, parameters);
    }
  }
}
