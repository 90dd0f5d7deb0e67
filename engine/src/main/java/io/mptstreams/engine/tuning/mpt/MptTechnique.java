package io.mptstreams.engine.tuning.mpt;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.LinearClassifier;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.Optional;

/**
 * Multitask prompt tuning as the trainer does it: P* frozen, u, v and the readout learned; here the
 * task's labels are also held to what source tasks know of them.
 */
public final class MptTechnique implements Technique {

  private final Backbone backbone;
  private final SharedPrompt prompt;
  private final int rank;
  private final AdaptationSettings settings;

  /**
   * @param rank of a task's factors, the shared prompt's own if that is higher
   */
  public MptTechnique(
      Backbone backbone, SharedPrompt prompt, int rank, AdaptationSettings settings) {
    this.backbone = backbone;
    this.prompt = prompt;
    this.rank = rank;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "mpt";
  }

  @Override
  public Optional<TrainedPrompt> start() {
    return Optional.of(TrainedPrompt.alone(prompt));
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    ColdStart cold = new ColdStart(backbone);
    TaskParameters start =
        Rank.atLeast(cold.of(prompt, task.labels(), task.phrases()), rank, task.seed());
    double known = cold.knowledge(prompt, task.labels(), task.phrases());
    TaskParameters learned =
        new MptAdapter(backbone)
            .adapt(
                prompt,
                start,
                task.examples(),
                settings.withSeed(task.seed()).withPriorWeight((float) known))
            .parameters();
    long trained = settings.steps() == 0 ? 0 : learned.promptParameterCount();
    return classifier(backbone, prompt, learned, trained);
  }

  /**
   * @param trained numbers that were trained beside the label vectors
   */
  static FittedTask classifier(
      Backbone backbone, SharedPrompt prompt, TaskParameters learned, long trained) {
    return new LinearClassifier(
        new SentenceEmbedder(backbone),
        Optional.of(prompt.compose(learned.u(), learned.v(), learned.rank())),
        learned.labelVectors(),
        learned.width(),
        trained,
        learned.labelVectors().length);
  }
}
