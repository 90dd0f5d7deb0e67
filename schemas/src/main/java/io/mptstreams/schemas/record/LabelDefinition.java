package io.mptstreams.schemas.record;

/**
 * One label of a task.
 *
 * @param name as it stands in predictions and feedback
 * @param phrase says what it means; the label's vector starts at the embedding of this phrase
 */
public record LabelDefinition(String name, String phrase) {

  public LabelDefinition {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a label's name must not be blank");
    }
    phrase = phrase.isBlank() ? name : phrase;
  }
}
