package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.tuning.LabelledText;
import java.util.List;

/**
 * A source task as it was read.
 *
 * @param labels empty for a generation task, whose rows have reference texts as labels
 * @param phrases one a label, what it means
 * @param train rows to learn from
 * @param validation rows of the train part that are not trained on
 */
record SourceTask(
    String name,
    List<String> labels,
    List<String> phrases,
    List<LabelledText> train,
    List<LabelledText> validation) {

  SourceTask {
    labels = List.copyOf(labels);
    phrases = List.copyOf(phrases);
    train = List.copyOf(train);
    validation = List.copyOf(validation);
  }
}
