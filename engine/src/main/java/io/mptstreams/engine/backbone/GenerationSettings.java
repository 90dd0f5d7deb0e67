package io.mptstreams.engine.backbone;

/**
 * How a text is written token by token.
 *
 * @param maxNewTokens a text that has not ended by then is cut there
 * @param beams 1 for greedy search
 * @param lengthPenalty a beam's log-probability is divided by its length to this power; 0 compares
 *     plain probabilities, which favours short texts
 */
public record GenerationSettings(int maxNewTokens, int beams, float lengthPenalty) {

  public GenerationSettings {
    if (maxNewTokens < 1) {
      throw new IllegalArgumentException(
          "scoring.generation.max-new-tokens must be at least 1, was " + maxNewTokens);
    }
    if (beams < 1) {
      throw new IllegalArgumentException(
          "scoring.generation.beams must be at least 1, was " + beams);
    }
    if (!Float.isFinite(lengthPenalty)) {
      throw new IllegalArgumentException(
          "scoring.generation.length-penalty must be finite, was " + lengthPenalty);
    }
  }

  /** Greedy, at most 64 tokens. */
  public static GenerationSettings defaults() {
    return new GenerationSettings(64, 1, 1);
  }
}
