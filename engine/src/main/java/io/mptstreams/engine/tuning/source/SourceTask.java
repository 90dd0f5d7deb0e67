package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.TrainingSet;
import java.util.List;

/**
 * A source task in tokens.
 *
 * @param descriptions one a label, what its vector starts from
 * @param validation rows of the train part that are not trained on
 */
record SourceTask(
    String name,
    List<String> labels,
    List<TokenizedText> descriptions,
    TrainingSet train,
    TrainingSet validation) {

  SourceTask {
    labels = List.copyOf(labels);
    descriptions = List.copyOf(descriptions);
  }
}
