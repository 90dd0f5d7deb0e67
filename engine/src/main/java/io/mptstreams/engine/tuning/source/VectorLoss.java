package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;
import io.mptstreams.engine.tuning.gradient.Divergence;
import io.mptstreams.engine.tuning.gradient.TaskSampler.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Cross-entropy with the labels, plus what the teachers say: λ1 T² KL(teacher ‖ student) over
 * labels at temperature T, and λ2 ‖z_teacher − z_student‖². Of the hidden states the sentence
 * vector is compared, which is all that the readout sees of them. Mean over the rows of a step.
 *
 * <p>A label's vector is that of its phrase behind the task's prompt plus its offset, which decays.
 * So the prompt learns to bring texts and phrases together, which is what a new task starts with.
 */
final class VectorLoss implements StudentLoss {

  private final Backbone backbone;
  private final List<VectorTask> tasks;
  private final Student student;
  private final Optional<TeacherBank> teachers;
  private final List<NDArray> teacherLabels = new ArrayList<>();
  private final SourceSettings.Distillation weights;
  private final float scale;

  /**
   * @param manager of the teachers' arrays
   * @param teachers one a task, or none at all
   */
  VectorLoss(
      NDManager manager,
      Backbone backbone,
      List<VectorTask> tasks,
      Student student,
      List<Teacher> teachers,
      SourceSettings settings) {
    this.backbone = backbone;
    this.tasks = tasks;
    this.student = student;
    weights = settings.distillation();
    scale = settings.student().scale();
    int width = backbone.info().width();
    this.teachers = TeacherBank.of(manager, teachers, width);
    for (Teacher teacher : teachers) {
      float[] labels = teacher.labelVectors();
      teacherLabels.add(
          SentenceEmbedder.unit(manager.create(labels, new Shape(labels.length / width, width))));
    }
  }

  /** The labels' phrases are read in the same pass. */
  @Override
  public NDArray of(NDManager manager, List<Share> shares) {
    List<TokenizedText> texts = new ArrayList<>();
    long[] taskOfRow = StudentLoss.taskOfRows(shares);
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
      int labels = tasks.get(share.task()).labels();
      NDArray phrases = vectors.get(new NDIndex().addSliceDim(phrase, phrase + labels));
      NDArray logits = logits(share.task(), vectors.get(rows), phrases);
      Optional<NDArray> teacherRows = taught.map(all -> all.get(rows));
      loss = loss.add(ofTask(manager, share, vectors.get(rows), logits, teacherRows));
      row += share.rows().length;
      phrase += labels;
    }
    return loss.div(Scalar.of(loss, texts.size()));
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

  /**
   * Logits of one task, [rows, C]; differentiable.
   *
   * @param sentences unit vectors of texts, [rows, d]
   * @param phrases unit vectors of the labels' phrases behind the task's prompt, [C, d]
   */
  private NDArray logits(int task, NDArray sentences, NDArray phrases) {
    NDArray labels = SentenceEmbedder.unit(phrases.add(student.labelOffsets(task)));
    return sentences.matMul(labels.transpose()).mul(Scalar.of(sentences, scale));
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
    NDArray teacherLogits =
        taught.get().matMul(teacherLabels.get(share.task()).transpose()).mul(scale);
    NDArray divergence = Divergence.sum(teacherLogits, logits, temperature);
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
    return LongStream.generate(share::task).limit(tasks.get(share.task()).labels());
  }
}
