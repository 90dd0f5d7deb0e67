package io.mptstreams.engine.scoring;

import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.InvalidParametersException.Problem;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;

/**
 * What all prompts of one bank have in common; the first shared prompt sets it. A task of lower
 * rank is padded with zeros, which changes none of its products.
 *
 * @param length prompt vectors, L
 * @param width hidden size, d
 * @param rank the highest rank of U V
 */
record PromptShape(int length, int width, int rank) {

  static PromptShape of(SharedPrompt prompt) {
    return new PromptShape(prompt.length(), prompt.width(), prompt.rank());
  }

  void check(SharedPrompt prompt, BackboneInfo backbone) {
    if (!prompt.backboneDigest().equals(backbone.digest())) {
      throw new InvalidParametersException(
          Problem.WRONG_BACKBONE,
          "shared prompt "
              + prompt.version()
              + " was made for backbone "
              + prompt.backboneDigest()
              + ", this is "
              + backbone.digest());
    }
    checkSizes("shared prompt " + prompt.version(), prompt.length(), prompt.width(), prompt.rank());
  }

  /**
   * @param writes the backbone writes text, so that a task may have no labels
   */
  void check(TaskModel model, boolean writes) {
    TaskParameters parameters = model.parameters();
    String name = "task " + model.task() + " version " + model.version();
    checkSizes(name, parameters.length(), parameters.width(), parameters.rank());
    if (parameters.labels().isEmpty() && !writes) {
      throw new InvalidParametersException(
          Problem.WRONG_LABELS, name + " has no labels, and this backbone only classifies");
    }
  }

  /** Numbers in U and V together. */
  int factorCount() {
    return rank * (length + width);
  }

  /** U [L, r] and then V [r, d], of the bank's rank. */
  float[] factors(TaskParameters parameters) {
    float[] factors = new float[factorCount()];
    int given = parameters.rank();
    for (int l = 0; l < length; l++) {
      System.arraycopy(parameters.u(), l * given, factors, l * rank, given);
    }
    System.arraycopy(parameters.v(), 0, factors, length * rank, given * width);
    return factors;
  }

  private void checkSizes(String name, int hasLength, int hasWidth, int hasRank) {
    if (hasLength != length || hasWidth != width || hasRank < 1 || hasRank > rank) {
      throw new InvalidParametersException(
          Problem.WRONG_SHAPE,
          "%s has length %d, width %d, rank %d; this engine's prompts have length %d, width %d and rank at most %d"
              .formatted(name, hasLength, hasWidth, hasRank, length, width, rank));
    }
  }
}
