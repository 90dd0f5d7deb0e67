package io.mptstreams.engine.tuning;

import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.TextTokenizer;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled texts as tokens and label indices.
 *
 * @param targets index of each text's label; belongs to the record
 */
public record TrainingSet(List<TokenizedText> texts, int[] targets) {

  public TrainingSet {
    texts = List.copyOf(texts);
  }

  /**
   * Tokenises and looks labels up.
   *
   * @throws IllegalArgumentException if there are no examples, or one has a label that is not in
   *     {@code labels}; the message names both
   */
  public static TrainingSet of(
      List<LabelledText> examples, List<String> labels, TextTokenizer tokenizer, int maxTokens) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("there are no examples to learn from");
    }
    Map<String, Integer> indices = new HashMap<>();
    for (String label : labels) {
      indices.put(label, indices.size());
    }
    List<TokenizedText> texts = new ArrayList<>(examples.size());
    int[] targets = new int[examples.size()];
    for (LabelledText example : examples) {
      Integer index = indices.get(example.label());
      if (index == null) {
        throw new IllegalArgumentException(
            "example "
                + texts.size()
                + " has label \""
                + example.label()
                + "\", the task has "
                + labels);
      }
      targets[texts.size()] = index;
      texts.add(tokenizer.tokenize(example.text(), example.textPair(), maxTokens));
    }
    return new TrainingSet(texts, targets);
  }

  public int size() {
    return targets.length;
  }

  /** Some of the texts, for one pass. */
  public TokenBatch batch(int[] indices) {
    return new TokenBatch(Arrays.stream(indices).mapToObj(texts::get).toList());
  }

  /** Their targets. */
  public int[] targets(int[] indices) {
    return Arrays.stream(indices).map(i -> targets[i]).toArray();
  }
}
