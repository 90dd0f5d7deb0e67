package io.mptstreams.engine.tuning.spot;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.tuning.prompttuning.PromptTuning;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.GradientSettings;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;

/**
 * A whole prompt for the task, started from one that was trained on a mixture of source tasks: the
 * paper's generic form. What tells it from MPT is that all L·d numbers are the task's own.
 */
public final class Spot implements Technique {

  private final SharedPrompt source;
  private final PromptTuning tuning;

  /**
   * @param source the same source training that MPT starts from, so that the two differ in the
   *     target's form alone
   */
  public Spot(
      Backbone backbone, SharedPrompt source, ReadoutSettings readout, GradientSettings settings) {
    this.source = source;
    tuning =
        new PromptTuning(backbone, source.length() / backbone.promptRows(1), readout, settings);
  }

  @Override
  public String name() {
    return "spot";
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    return tuning.fit(task, source.compose(source.u(), source.v(), source.rank()));
  }
}
