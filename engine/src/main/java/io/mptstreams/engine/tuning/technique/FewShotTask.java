package io.mptstreams.engine.tuning.technique;

import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.TrainingSet;
import java.util.List;

/**
 * What a technique gets to learn a task.
 *
 * @param name of the task
 * @param labels names
 * @param phrases one a label
 * @param descriptions names and phrases in tokens
 * @param examples the same as {@code train}, as text
 * @param seed of everything random
 */
public record FewShotTask(
    String name,
    List<String> labels,
    List<String> phrases,
    List<TokenizedText> descriptions,
    List<LabelledText> examples,
    TrainingSet train,
    long seed) {

  public FewShotTask {
    labels = List.copyOf(labels);
    phrases = List.copyOf(phrases);
    descriptions = List.copyOf(descriptions);
    examples = List.copyOf(examples);
  }
}
