package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.readout.LogisticReadout;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.classifier.Readouts;
import io.mptstreams.engine.tuning.source.SourceProgress.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns what the source tasks' labels can tell a new task: behind the prompt that a new task
 * starts with, each source task's readout is solved in closed form, and how far its vectors went
 * from their phrases is remembered. What all labels of a task have in common is left out, since it
 * decides nothing.
 */
final class LabelTraining {

  /** As are enough for a readout of some labels; the rows come in random order. */
  private static final int MOST_ROWS = 1000;

  /** λ of the source tasks' readouts, chosen among 1, 3 and 10 on source tasks. */
  static final double PULL = 1;

  private final Backbone backbone;
  private final SentenceEmbedder embedder;

  LabelTraining(Backbone backbone) {
    this.backbone = backbone;
    embedder = new SentenceEmbedder(backbone);
  }

  LabelMemory learn(List<VectorTask> tasks, SharedPrompt start, SourceProgress progress) {
    int width = start.width();
    float[] prompt = start.compose(start.u(), start.v(), start.rank());
    int labels = tasks.stream().mapToInt(VectorTask::labels).sum();
    float[] phrases = new float[labels * width];
    float[] offsets = new float[labels * width];
    progress.begins(new Phase("the labels", 0, tasks.size(), Optional.empty()));
    Pace pace = new Pace(progress, "labels", 0, tasks.size());
    int at = 0;
    for (int k = 0; k < tasks.size(); k++) {
      VectorTask task = tasks.get(k);
      float[] own = embedder.embed(task.descriptions(), Optional.of(prompt));
      float[] away = offsets(task, own, prompt);
      System.arraycopy(own, 0, phrases, at, own.length);
      System.arraycopy(away, 0, offsets, at, away.length);
      at += own.length;
      pace.done(k + 1);
    }
    return LabelMemory.learn(width, phrases, offsets);
  }

  /** Of a task's label vectors from their phrases, [C, d], without their mean. */
  private float[] offsets(VectorTask task, float[] phrases, float[] prompt) {
    TrainingSet train = task.train();
    int rows = Math.min(MOST_ROWS, train.size());
    float[] solved;
    try (NDManager manager = backbone.newManager()) {
      solved =
          new LogisticReadout(manager)
              .solve(
                  embedder.embed(train.texts().subList(0, rows), Optional.of(prompt)),
                  Arrays.copyOf(train.targets(), rows),
                  Readouts.times(phrases, ColdStart.SCALE),
                  new float[task.labels()],
                  PULL);
    }
    int labels = task.labels();
    int width = phrases.length / labels;
    float[] offsets = new float[phrases.length];
    for (int j = 0; j < width; j++) {
      double mean = 0;
      for (int c = 0; c < labels; c++) {
        int i = c * width + j;
        offsets[i] = solved[i] / ColdStart.SCALE - phrases[i];
        mean += offsets[i] / labels;
      }
      for (int c = 0; c < labels; c++) {
        offsets[c * width + j] -= (float) mean;
      }
    }
    return offsets;
  }
}
