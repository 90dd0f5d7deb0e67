package io.mptstreams.engine.tuning.mpt;

import ai.djl.ndarray.NDArray;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.tuning.TextTrainingSet;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;

/**
 * The loss of one task of a text-to-text backbone behind P* ∘ (U V): cross-entropy of the target
 * text, the mean over all tokens of a batch, as in the paper. Used by one thread.
 */
final class TextObjective {

  private final TextToText model;
  private final ComposedPrompt prompt;

  TextObjective(TextToText model, ComposedPrompt prompt) {
    this.model = model;
    this.prompt = prompt;
  }

  /** Loss of some examples, a scalar with a graph if the thread keeps one; within an NDScope. */
  NDArray loss(TextTrainingSet set, int[] batch) {
    EncodedTexts encoded = model.encode(set.batch(batch), prompt.prompts(batch.length));
    return CrossEntropy.ofTexts(model, encoded, set.targets(batch));
  }
}
