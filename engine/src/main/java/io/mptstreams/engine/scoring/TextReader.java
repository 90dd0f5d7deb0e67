package io.mptstreams.engine.scoring;

import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GeneratedTokens;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.scoring.BatchScorer.Row;
import io.mptstreams.engine.text.TextTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Answers of an encoder-decoder. A task with labels is answered by the likelihood of its labels'
 * names as output text, log p(name, end | text): the sum over the tokens, not the mean, because
 * softmax of the sums is the model's own probability of each label given that it says one of them,
 * and it is what adaptation by cross-entropy of the label's name raises. Scale, biases and
 * temperature of the task then calibrate it as they do the products of an encoder. A task without
 * labels is answered by the text that the decoder writes.
 *
 * <p>The encoder runs once for all rows; rows with equally many labels share a decoder pass.
 */
final class TextReader implements Reader {

  private final TextToText model;
  private final TextTokenizer tokenizer;
  private final LabelWords words;
  private final GenerationSettings generation;

  TextReader(TextTokenizer tokenizer, TextToText model, GenerationSettings generation) {
    this.model = model;
    this.generation = generation;
    this.tokenizer = tokenizer;
    words = new LabelWords(tokenizer);
  }

  @Override
  public List<ScoringResult> read(List<Row> rows, GatheredTasks tasks) {
    EncodedTexts encoded =
        model.encode(new TokenBatch(rows.stream().map(Row::text).toList()), tasks.prompts());
    Map<Integer, List<Integer>> byLabelCount = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      byLabelCount
          .computeIfAbsent(rows.get(i).task().labelCount(), count -> new ArrayList<>())
          .add(i);
    }
    ScoringResult[] results = new ScoringResult[rows.size()];
    byLabelCount.forEach(
        (labels, indices) -> {
          int[] chosen = indices.stream().mapToInt(Integer::intValue).toArray();
          EncodedTexts some = chosen.length == rows.size() ? encoded : encoded.select(chosen);
          List<Row> asked = IntStream.of(chosen).mapToObj(rows::get).toList();
          List<ScoringResult> answers =
              labels == 0 ? write(some, asked) : classify(some, asked, labels);
          for (int i = 0; i < chosen.length; i++) {
            results[chosen[i]] = answers.get(i);
          }
        });
    return Arrays.asList(results);
  }

  private List<ScoringResult> classify(EncodedTexts texts, List<Row> rows, int labels) {
    List<int[]> targets = new ArrayList<>(rows.size() * labels);
    for (Row row : rows) {
      for (String label : row.task().model().parameters().labels()) {
        targets.add(words.tokens(label));
      }
    }
    float[] logLikelihoods = model.logLikelihoods(texts, targets).toFloatArray();
    List<ScoringResult> results = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      TaskParameters task = rows.get(i).task().model().parameters();
      float[] probabilities = Readout.probabilities(task, logLikelihoods, i * labels);
      results.add(
          result(rows.get(i), probabilities, Readout.best(probabilities), Optional.empty()));
    }
    return results;
  }

  private List<ScoringResult> write(EncodedTexts texts, List<Row> rows) {
    List<GeneratedTokens> written = model.generate(texts, generation);
    List<ScoringResult> results = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      String output = tokenizer.decode(written.get(i).ids());
      results.add(result(rows.get(i), new float[0], -1, Optional.of(output)));
    }
    return results;
  }

  private static ScoringResult result(
      Row row, float[] probabilities, int best, Optional<String> output) {
    return new ScoringResult(
        row.task().model().task(),
        row.task().model().version(),
        row.task().model().sharedPromptVersion(),
        row.task().model().parameters().labels(),
        probabilities,
        best,
        output,
        row.text().truncated());
  }
}
