package io.mptstreams.engine.tuning.source;

import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.text.TextTokenizer;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A source task as an encoder reads it.
 *
 * @param descriptions one a label, what its vector starts from
 */
record VectorTask(List<TokenizedText> descriptions, TrainingSet train, TrainingSet validation) {

  VectorTask {
    descriptions = List.copyOf(descriptions);
  }

  static VectorTask of(SourceTask task, TextTokenizer tokenizer, int maxTokens) {
    List<TokenizedText> descriptions = new ArrayList<>();
    for (int c = 0; c < task.labels().size(); c++) {
      String text = ColdStart.describe(task.labels().get(c), task.phrases().get(c));
      descriptions.add(tokenizer.tokenize(text, Optional.empty(), maxTokens));
    }
    return new VectorTask(
        descriptions,
        TrainingSet.of(task.train(), task.labels(), tokenizer, maxTokens),
        TrainingSet.of(task.validation(), task.labels(), tokenizer, maxTokens));
  }

  /** Labels, C. */
  int labels() {
    return descriptions.size();
  }
}
