package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.mpt.Adaptation;
import io.mptstreams.engine.tuning.mpt.AdaptationSettings;
import io.mptstreams.engine.tuning.mpt.MptAdapter;
import java.util.List;
import java.util.Optional;

/** Trains prompts by multitask prompt tuning. */
public final class MptPromptTrainer implements PromptTrainer {

  private final MptAdapter adapter;
  private final AdaptationSettings settings;

  public MptPromptTrainer(Backbone backbone, AdaptationSettings settings) {
    this.adapter = new MptAdapter(backbone);
    this.settings = settings;
  }

  @Override
  public Optional<TaskParameters> train(
      SharedPrompt shared, TaskParameters start, List<LabelledText> examples, long seed) {
    Adaptation adaptation = adapter.adapt(shared, start, examples, settings.withSeed(seed));
    return adaptation.steps() < settings.steps()
        ? Optional.empty()
        : Optional.of(adaptation.parameters());
  }
}
