package io.mptstreams.engine.tuning;

import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.TextTokenizer;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Texts and what is to be written about them, as tokens.
 *
 * @param targets with their end token, one a text
 */
public record TextTrainingSet(List<TokenizedText> texts, List<int[]> targets) {

  public TextTrainingSet {
    texts = List.copyOf(texts);
    targets = List.copyOf(targets);
  }

  /**
   * Tokenises; longer texts and targets are cut.
   *
   * @param labels of the task; empty for a generation task, whose labels are reference texts
   * @throws IllegalArgumentException if there are no examples, or one has a label that is not in
   *     {@code labels}; the message names both
   */
  public static TextTrainingSet of(
      List<LabelledText> examples, List<String> labels, TextTokenizer tokenizer, int maxTokens) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("there are no examples to learn from");
    }
    List<TokenizedText> texts = new ArrayList<>(examples.size());
    List<int[]> targets = new ArrayList<>(examples.size());
    for (LabelledText example : examples) {
      if (!labels.isEmpty() && !labels.contains(example.label())) {
        throw new IllegalArgumentException(
            "example "
                + texts.size()
                + " has label \""
                + example.label()
                + "\", the task has "
                + labels);
      }
      texts.add(tokenizer.tokenize(example.text(), example.textPair(), maxTokens));
      targets.add(tokenizer.tokenize(example.label(), Optional.empty(), maxTokens).ids());
    }
    return new TextTrainingSet(texts, targets);
  }

  public int size() {
    return texts.size();
  }

  /** Some of the texts, for one pass. */
  public TokenBatch batch(int[] indices) {
    return new TokenBatch(Arrays.stream(indices).mapToObj(texts::get).toList());
  }

  /** Their targets. */
  public List<int[]> targets(int[] indices) {
    return Arrays.stream(indices).mapToObj(targets::get).toList();
  }
}
