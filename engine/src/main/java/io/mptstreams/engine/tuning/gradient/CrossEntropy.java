package io.mptstreams.engine.tuning.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.readout.OneHot;
import java.util.List;

/** Softmax cross-entropy; differentiable. */
public final class CrossEntropy {

  private CrossEntropy() {}

  /**
   * Mean over the rows, a scalar.
   *
   * @param logits [B, C]
   * @param targets index of each row's label
   */
  public static NDArray mean(NDManager manager, NDArray logits, int[] targets) {
    int labels = Math.toIntExact(logits.getShape().get(1));
    NDArray chosen = OneHot.of(manager, targets, labels);
    return logits.logSoftmax(1).mul(chosen).sum().mul(Scalar.of(logits, -1f / targets.length));
  }

  /**
   * Mean over all tokens of the target texts, a scalar; within an NDScope.
   *
   * @param texts behind their prompts
   * @param targets tokens with their end token, one a text
   */
  public static NDArray ofTexts(TextToText model, EncodedTexts texts, List<int[]> targets) {
    int tokens = targets.stream().mapToInt(target -> target.length).sum();
    NDArray loss = model.logLikelihoods(texts, targets).sum();
    return loss.mul(Scalar.of(loss, -1f / tokens));
  }
}
