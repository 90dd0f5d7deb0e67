package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;
import io.mptstreams.engine.tuning.gradient.Divergence;
import io.mptstreams.engine.tuning.gradient.TaskSampler.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cross-entropy of the target texts, the mean over all their tokens, plus what the teachers say
 * (Wang et al., ICLR 2023, section 3.2): λ1 T² KL(teacher ‖ student) of softmax(log p(label's name
 * | text) / T) over the labels, the mean over the rows of a step, to which those of generation
 * tasks add nothing; and λ2 times the mean of (h_teacher − h_student)² over the encoder's last
 * states.
 *
 * <p>States are compared where the decoder reads them, so at the prompt's positions and the text's
 * and not at padding; a mean over positions and width does not depend on length, d or L.
 *
 * <p>What has the weight 0 is not computed.
 */
final class TextLoss implements StudentLoss {

  private final TextToText model;
  private final List<TextTask> tasks;
  private final Student student;
  private final Optional<TeacherBank> teachers;
  private final SourceSettings.Distillation weights;

  TextLoss(
      TextToText model,
      List<TextTask> tasks,
      Student student,
      Optional<TeacherBank> teachers,
      SourceSettings.Distillation weights) {
    this.model = model;
    this.tasks = tasks;
    this.student = student;
    this.teachers = teachers;
    this.weights = weights;
  }

  @Override
  public NDArray of(NDManager manager, List<Share> shares) {
    List<TokenizedText> texts = new ArrayList<>();
    List<int[]> targets = new ArrayList<>();
    for (Share share : shares) {
      texts.addAll(tasks.get(share.task()).train().batch(share.rows()).texts());
      targets.addAll(tasks.get(share.task()).train().targets(share.rows()));
    }
    TokenBatch batch = new TokenBatch(texts);
    long[] taskOfRow = StudentLoss.taskOfRows(shares);
    EncodedTexts read = model.encode(batch, student.prompts(manager, taskOfRow));
    NDArray loss = CrossEntropy.ofTexts(model, read, targets);
    boolean compared =
        weights.logits() != 0
            && shares.stream().anyMatch(share -> tasks.get(share.task()).hasLabels());
    if (teachers.isEmpty() || !compared && weights.hidden() == 0) {
      return loss;
    }
    EncodedTexts taught = taught(manager, teachers.get(), batch, taskOfRow);
    if (compared) {
      loss = loss.add(divergence(shares, taught, read));
    }
    if (weights.hidden() != 0) {
      loss = loss.add(distance(taught, read));
    }
    return loss;
  }

  private EncodedTexts taught(
      NDManager manager, TeacherBank bank, TokenBatch batch, long[] taskOfRow) {
    try (GradientMode off = GradientMode.off()) {
      return model.encode(batch, bank.prompts(manager, taskOfRow));
    }
  }

  /** λ1 T² KL, a scalar. The labels of a task share a pass, tasks have different ones. */
  private NDArray divergence(List<Share> shares, EncodedTexts taught, EncodedTexts read) {
    NDArray sum = Scalar.of(read.states(), 0);
    int row = 0;
    for (Share share : shares) {
      int end = row + share.rows().length;
      if (tasks.get(share.task()).hasLabels()) {
        List<int[]> labels = tasks.get(share.task()).labelsOf(end - row);
        NDArray teacher = withoutGraph(taught.range(row, end), labels);
        NDArray learned = model.logLikelihoods(read.range(row, end), labels);
        sum = sum.add(Divergence.sum(teacher, learned, weights.temperature()));
      }
      row = end;
    }
    double squared = (double) weights.temperature() * weights.temperature();
    return sum.mul(Scalar.of(sum, weights.logits() * squared / row));
  }

  private NDArray withoutGraph(EncodedTexts texts, List<int[]> labels) {
    try (GradientMode off = GradientMode.off()) {
      return model.logLikelihoods(texts, labels);
    }
  }

  /** λ2 times the mean squared difference of what the decoder reads, a scalar. */
  private NDArray distance(EncodedTexts taught, EncodedTexts read) {
    NDArray there = read.mask().eq(0).toType(read.states().getDataType(), false);
    NDArray squares = taught.states().sub(read.states()).square().mean(new int[] {2});
    NDArray mean = squares.mul(there).sum().div(there.sum());
    return mean.mul(Scalar.of(mean, weights.hidden()));
  }
}
