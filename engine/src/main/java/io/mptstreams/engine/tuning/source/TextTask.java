package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.text.TextTokenizer;
import io.mptstreams.engine.tuning.TextTrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A source task as a text-to-text backbone reads and writes it.
 *
 * @param labels tokens of the labels' names with their end token; empty for a generation task
 * @param validation rows of the train part that are not trained on
 * @param answers index of each validation row's label; belongs to the record, -1 for a reference
 */
record TextTask(
    List<int[]> labels, TextTrainingSet train, TextTrainingSet validation, int[] answers) {

  TextTask {
    labels = List.copyOf(labels);
  }

  static TextTask of(SourceTask task, TextTokenizer tokenizer, int maxTokens) {
    List<int[]> labels =
        task.labels().stream()
            .map(label -> tokenizer.tokenize(label, Optional.empty(), maxTokens).ids())
            .toList();
    return new TextTask(
        labels,
        TextTrainingSet.of(task.train(), task.labels(), tokenizer, maxTokens),
        TextTrainingSet.of(task.validation(), task.labels(), tokenizer, maxTokens),
        task.validation().stream().mapToInt(row -> task.labels().indexOf(row.label())).toArray());
  }

  boolean hasLabels() {
    return !labels.isEmpty();
  }

  /** All labels once for each of some texts, one text after another. */
  List<int[]> labelsOf(int texts) {
    List<int[]> all = new ArrayList<>(texts * labels.size());
    for (int i = 0; i < texts; i++) {
      all.addAll(labels);
    }
    return all;
  }
}
