package io.mptstreams.engine.backbone;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The forward pass of a frozen encoder-decoder: text in, text out, with a soft prompt of its own
 * for every row at the encoder's input.
 *
 * <p>Any thread may call it. Every method must run within an {@code NDScope} of the caller, which
 * owns the results. Whether a graph is kept for backpropagation is decided by the calling thread's
 * gradient mode.
 */
public interface TextToText {

  /**
   * Runs the encoder once for everything that is then asked of these texts.
   *
   * @param prompts [B, L, d], or null for no prompt; differentiable
   */
  EncodedTexts encode(TokenBatch batch, NDArray prompts);

  /**
   * log p(target | text): the sum over the target's tokens. All targets of all texts share one
   * decoder pass where memory allows, and one encoder state a text.
   *
   * @param targets token ids with their end token, one after another for each text, the same number
   *     G for each
   * @return [B, G], differentiable
   */
  NDArray logLikelihoods(EncodedTexts texts, List<int[]> targets);

  /** The likeliest text for each row by greedy or beam search; rows end independently. */
  List<GeneratedTokens> generate(EncodedTexts texts, GenerationSettings settings);
}
