package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;
import io.mptstreams.engine.tuning.gradient.TaskSampler.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Cross-entropy with the labels, plus what the teachers say: λ1 T² KL(teacher ‖ student) over
 * labels at temperature T, and λ2 ‖z_teacher − z_student‖². Of the hidden states the sentence
 * vector is compared, which is all that the readout sees of them.
 */
final class StudentLoss {

  private final Backbone backbone;
  private final List<SourceTask> tasks;
  private final Student student;
  private final Optional<TeacherBank> teachers;
  private final SourceSettings.Distillation weights;

  StudentLoss(
      Backbone backbone,
      List<SourceTask> tasks,
      Student student,
      Optional<TeacherBank> teachers,
      SourceSettings.Distillation weights) {
    this.backbone = backbone;
    this.tasks = tasks;
    this.student = student;
    this.teachers = teachers;
    this.weights = weights;
  }

  /** Mean over the rows of a step, a scalar. The labels' phrases are read in the same pass. */
  NDArray of(NDManager manager, List<Share> shares) {
    List<TokenizedText> texts = new ArrayList<>();
    long[] taskOfRow = shares.stream().flatMapToLong(StudentLoss::taskOfRows).toArray();
    for (Share share : shares) {
      texts.addAll(tasks.get(share.task()).train().batch(share.rows()).texts());
    }
    TokenBatch batch = new TokenBatch(texts);
    Optional<NDArray> taught =
        teachers.map(bank -> teacherSentences(manager, bank, batch, taskOfRow));
    NDArray vectors = withPhrases(manager, shares, texts, taskOfRow);
    NDArray loss = manager.create(0f);
    int row = 0;
    int phrase = texts.size();
    for (Share share : shares) {
      NDIndex rows = new NDIndex().addSliceDim(row, row + share.rows().length);
      int labels = tasks.get(share.task()).labels().size();
      NDArray phrases = vectors.get(new NDIndex().addSliceDim(phrase, phrase + labels));
      NDArray logits = student.logits(share.task(), vectors.get(rows), phrases);
      Optional<NDArray> teacherRows = taught.map(all -> all.get(rows));
      loss = loss.add(ofTask(manager, share, vectors.get(rows), logits, teacherRows));
      row += share.rows().length;
      phrase += labels;
    }
    return loss.div(Scalar.of(loss, texts.size()));
  }

  /** Names of the tasks of a step whose loss by itself is not a finite number. */
  List<String> notFinite(List<Share> shares) {
    List<String> names = new ArrayList<>();
    for (Share share : shares) {
      try (NDScope scope = new NDScope();
          GradientMode off = GradientMode.off();
          NDManager manager = backbone.newManager()) {
        scope.suppressNotUsedWarning();
        if (!Float.isFinite(of(manager, List.of(share)).getFloat())) {
          names.add(tasks.get(share.task()).name());
        }
      }
    }
    return names;
  }

  /** Unit vectors of the texts and then of the phrases of all shares, [rows + phrases, d]. */
  private NDArray withPhrases(
      NDManager manager, List<Share> shares, List<TokenizedText> texts, long[] taskOfRow) {
    List<TokenizedText> all = new ArrayList<>(texts);
    shares.forEach(share -> all.addAll(tasks.get(share.task()).descriptions()));
    long[] taskOfAll =
        LongStream.concat(
                Arrays.stream(taskOfRow), shares.stream().flatMapToLong(this::taskOfPhrases))
            .toArray();
    return SentenceEmbedder.unit(
        backbone
            .encoder()
            .pooled(manager, new TokenBatch(all), student.prompts(manager, taskOfAll)));
  }

  /** Sum over the rows of one task. */
  private NDArray ofTask(
      NDManager manager, Share share, NDArray sentences, NDArray logits, Optional<NDArray> taught) {
    int rows = share.rows().length;
    int[] targets = tasks.get(share.task()).train().targets(share.rows());
    NDArray loss = CrossEntropy.mean(manager, logits, targets).mul(Scalar.of(logits, rows));
    if (taught.isEmpty()) {
      return loss;
    }
    float temperature = weights.temperature();
    NDArray teacherLogits = teachers.orElseThrow().logits(share.task(), taught.get());
    NDArray teacherLog = teacherLogits.div(Scalar.of(logits, temperature)).logSoftmax(1);
    NDArray studentLog = logits.div(Scalar.of(logits, temperature)).logSoftmax(1);
    NDArray divergence = teacherLog.exp().mul(teacherLog.sub(studentLog)).sum();
    NDArray distance = taught.get().sub(sentences).square().sum();
    return loss.add(divergence.mul(Scalar.of(logits, weights.logits() * temperature * temperature)))
        .add(distance.mul(Scalar.of(logits, weights.hidden())));
  }

  private NDArray teacherSentences(
      NDManager manager, TeacherBank bank, TokenBatch batch, long[] taskOfRow) {
    try (GradientMode off = GradientMode.off()) {
      return SentenceEmbedder.unit(
          backbone.encoder().pooled(manager, batch, bank.prompts(manager, taskOfRow)));
    }
  }

  private LongStream taskOfPhrases(Share share) {
    return LongStream.generate(share::task).limit(tasks.get(share.task()).labels().size());
  }

  private static LongStream taskOfRows(Share share) {
    return Arrays.stream(share.rows()).mapToLong(row -> share.task());
  }
}
