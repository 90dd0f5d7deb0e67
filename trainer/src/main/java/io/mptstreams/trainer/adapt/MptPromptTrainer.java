package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.mpt.AdaptationSettings;
import io.mptstreams.engine.tuning.mpt.MptAdapter;
import java.util.List;

/** Trains prompts by multitask prompt tuning. */
public final class MptPromptTrainer implements PromptTrainer {

  private final MptAdapter adapter;
  private final AdaptationSettings settings;

  public MptPromptTrainer(Backbone backbone, AdaptationSettings settings) {
    this.adapter = new MptAdapter(backbone);
    this.settings = settings;
  }

  @Override
  public TaskParameters train(
      SharedPrompt shared, TaskParameters start, List<LabelledText> examples, long seed) {
    return adapter.adapt(shared, start, examples, settings.withSeed(seed)).parameters();
  }
}
