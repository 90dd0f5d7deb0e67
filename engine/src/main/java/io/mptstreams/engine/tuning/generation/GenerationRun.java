package io.mptstreams.engine.tuning.generation;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.data.ReferencedText;
import io.mptstreams.engine.data.TaskFolder;
import io.mptstreams.engine.data.metrics.AnswerMetrics;
import io.mptstreams.engine.data.metrics.Bleu;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.mpt.Adaptation;
import io.mptstreams.engine.tuning.mpt.AdaptationSettings;
import io.mptstreams.engine.tuning.mpt.MptAdapter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** Adapts a text-to-text backbone to a generation task and lets it write the test part. */
public final class GenerationRun {

  private static final long TEST_SHUFFLE = 7;

  private final Backbone backbone;
  private final EngineSettings writing;
  private final AdaptationSettings settings;

  /**
   * @throws IllegalArgumentException if the backbone only classifies
   */
  public GenerationRun(Backbone backbone, EngineSettings writing, AdaptationSettings settings) {
    if (backbone.textToText().isEmpty()) {
      throw new IllegalArgumentException(
          backbone.info().name()
              + " cannot write: set backbone.source to the folder of a text-to-text model");
    }
    this.backbone = backbone;
    this.writing = writing;
    this.settings = settings;
  }

  /**
   * Learns from a draw of the train part and measures on the test part.
   *
   * @param examples drawn by the settings' seed; 0 for the whole train part
   * @param maxTestRows most rows of the test part; the first of a fixed shuffle
   * @throws InvalidDataException if the task has labels, or fewer rows than {@code examples}
   */
  public GenerationScores run(
      SharedPrompt prompt,
      TaskFolder folder,
      int examples,
      int maxTestRows,
      GenerationProgress progress) {
    String task = folder.header().name();
    if (folder.header().isClassification()) {
      throw new InvalidDataException("task " + task + " has labels and is not a generation task");
    }
    TaskParameters start = new ColdStart(backbone).of(prompt, List.of(), List.of());
    AtomicInteger steps = new AtomicInteger();
    Adaptation learned =
        new MptAdapter(backbone)
            .adapt(
                prompt,
                start,
                draw(folder, examples),
                settings,
                () -> {
                  // Asked before each step: what was asked before is done.
                  progress.learned(steps.getAndIncrement(), settings.steps());
                  return false;
                });
    long began = System.nanoTime();
    List<ReferencedText> test = new ArrayList<>(folder.referencedTest());
    Collections.shuffle(test, new Random(TEST_SHUFFLE));
    List<ReferencedText> rows = test.subList(0, Math.min(maxTestRows, test.size()));
    progress.wrote(0, rows.size());
    List<String> outputs =
        new OfflineScorer(backbone, writing)
                .score(
                    prompt,
                    new TaskModel(task, 2, prompt.version(), learned.parameters()),
                    rows.stream()
                        .map(row -> new ScoringRequest(task, row.text(), row.textPair()))
                        .toList(),
                    written -> progress.wrote(written, rows.size()))
                .stream()
                .map(result -> result.output().orElseThrow())
                .toList();
    double seconds = (System.nanoTime() - began) / 1e9;
    return scores(folder, examples, learned, rows, outputs, seconds);
  }

  private List<LabelledText> draw(TaskFolder folder, int examples) {
    List<LabelledText> rows = new ArrayList<>(folder.train());
    if (rows.size() < examples) {
      throw new InvalidDataException(
          "task %s has %d train rows, needed are %d"
              .formatted(folder.header().name(), rows.size(), examples));
    }
    Collections.shuffle(rows, new Random(settings.seed()));
    return examples == 0 ? rows : rows.subList(0, examples);
  }

  private static GenerationScores scores(
      TaskFolder folder,
      int examples,
      Adaptation learned,
      List<ReferencedText> rows,
      List<String> outputs,
      double seconds) {
    List<List<String>> references = rows.stream().map(ReferencedText::references).toList();
    float[] losses = learned.losses();
    return new GenerationScores(
        folder.header().name(),
        examples == 0 ? folder.train().size() : examples,
        rows.size(),
        learned.steps(),
        losses.length == 0 ? Float.NaN : losses[0],
        losses.length == 0 ? Float.NaN : losses[losses.length - 1],
        Bleu.corpus(outputs, references).score(),
        percent(AnswerMetrics::exactMatch, outputs, references),
        percent(AnswerMetrics::tokenF1, outputs, references),
        learned.parameters().promptParameterCount(),
        learned.seconds(),
        seconds);
  }

  /** Mean over the rows. */
  private static double percent(
      ToDoubleBiFunction<String, List<String>> metric,
      List<String> outputs,
      List<List<String>> references) {
    return 100
        * IntStream.range(0, outputs.size())
            .mapToDouble(i -> metric.applyAsDouble(outputs.get(i), references.get(i)))
            .average()
            .orElseThrow();
  }
}
