package io.mptstreams.engine.prompt;

import java.util.List;

/**
 * A shared prompt with what the tasks that it was trained on made of it.
 *
 * @param sources one a source task, by name; none if it was not trained, or comes without them
 */
public record TrainedPrompt(SharedPrompt prompt, List<TaskFactors> sources) {

  /** One whose source tasks do not matter, or are not known. */
  public static TrainedPrompt alone(SharedPrompt prompt) {
    return new TrainedPrompt(prompt, List.of());
  }

  public TrainedPrompt {
    sources = List.copyOf(sources);
    for (TaskFactors source : sources) {
      Shapes.check("u of " + source.task(), source.u(), prompt.length(), prompt.rank());
      Shapes.check("v of " + source.task(), source.v(), prompt.rank(), prompt.width());
    }
  }
}
