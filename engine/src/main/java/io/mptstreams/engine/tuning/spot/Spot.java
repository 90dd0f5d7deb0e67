package io.mptstreams.engine.tuning.spot;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.tuning.prompttuning.PromptTuning;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.GradientSettings;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.Optional;

/**
 * A whole prompt for the task, all L·d numbers of it, started from one of source training: for the
 * paper's generic form one that was trained on the mixture of the source tasks. What the same
 * source tasks taught about labels comes with it, as for MPT.
 */
public final class Spot implements Technique {

  private final String name;
  private final SharedPrompt source;
  private final PromptTuning tuning;

  /**
   * @param name by what it starts from
   */
  public Spot(
      String name,
      Backbone backbone,
      SharedPrompt source,
      ReadoutSettings readout,
      GradientSettings settings) {
    this.name = name;
    this.source = source;
    tuning =
        new PromptTuning(backbone, source.length() / backbone.promptRows(1), readout, settings);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<TrainedPrompt> start() {
    return Optional.of(TrainedPrompt.alone(source));
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    float[] start = source.compose(source.u(), source.v(), source.rank());
    return tuning.fit(task, start, source.labelMemory());
  }
}
