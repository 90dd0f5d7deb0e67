package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.tuning.LabelledText;
import java.util.List;
import java.util.Optional;

/** Trains u and v, and the label vectors with them, by gradient through the frozen backbone. */
public interface PromptTrainer {

  /**
   * New parameters; deterministic in its arguments. Empty if the budget of time ran out: what a
   * clock cut short could not be made again from its ledger entry.
   *
   * @param seed of the order of examples
   */
  Optional<TaskParameters> train(
      SharedPrompt shared, TaskParameters start, List<LabelledText> examples, long seed);
}
