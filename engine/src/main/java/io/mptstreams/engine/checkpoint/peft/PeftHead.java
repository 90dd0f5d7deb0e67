package io.mptstreams.engine.checkpoint.peft;

import io.mptstreams.engine.checkpoint.InvalidCheckpointException;

/**
 * The classifier over the pooled vector, logits = W z + b, shared by all tasks of an adapter. PEFT
 * pools the first position, which is the first prompt vector and not [CLS].
 *
 * @param labels C
 * @param weight [C, d]
 * @param bias [C]
 */
public record PeftHead(int labels, float[] weight, float[] bias) {

  public PeftHead {
    if (bias.length != labels || weight.length % labels != 0) {
      throw new InvalidCheckpointException(
          "a head of %d labels has %d weights and %d biases"
              .formatted(labels, weight.length, bias.length));
    }
  }
}
