package io.mptstreams.engine.tuning.mpt;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.Optional;

/** MPT that starts at the most similar source tasks and not at the mean of all. */
public final class SimilarStart implements Technique {

  private final Backbone backbone;
  private final TrainedPrompt trained;
  private final SimilarSources sources;
  private final int rank;
  private final AdaptationSettings settings;

  /**
   * @param rank of a task's factors, the shared prompt's own if that is higher
   * @throws IllegalArgumentException if the prompt comes without its source tasks
   */
  public SimilarStart(
      Backbone backbone, TrainedPrompt trained, int rank, AdaptationSettings settings) {
    this.backbone = backbone;
    this.trained = trained;
    sources = new SimilarSources(backbone, trained);
    this.rank = rank;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "mpt-similar";
  }

  @Override
  public Optional<TrainedPrompt> start() {
    return Optional.of(trained);
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    return new MptTechnique(backbone, sources.startFor(task), rank, settings).fit(task);
  }
}
