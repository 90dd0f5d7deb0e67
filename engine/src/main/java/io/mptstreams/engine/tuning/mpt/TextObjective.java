package io.mptstreams.engine.tuning.mpt;

import ai.djl.ndarray.NDArray;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.tuning.TextTrainingSet;
import java.util.List;

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
    List<int[]> targets = set.targets(batch);
    int tokens = targets.stream().mapToInt(target -> target.length).sum();
    NDArray loss = model.logLikelihoods(encoded, targets).sum();
    return loss.mul(Scalar.of(loss, -1f / tokens));
  }
}
