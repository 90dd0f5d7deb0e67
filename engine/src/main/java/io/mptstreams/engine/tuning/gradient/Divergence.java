package io.mptstreams.engine.tuning.gradient;

import ai.djl.ndarray.NDArray;
import io.mptstreams.engine.backbone.Scalar;

/** How far a student's distribution over labels is from its teacher's. */
public final class Divergence {

  private Divergence() {}

  /**
   * KL(teacher ‖ student) of softmax(logits / T), the sum over the rows (Hinton et al., 2015);
   * differentiable.
   *
   * @param teacher logits [rows, C]
   * @param student logits [rows, C]
   * @param temperature T
   */
  public static NDArray sum(NDArray teacher, NDArray student, float temperature) {
    NDArray teacherLog = teacher.div(Scalar.of(student, temperature)).logSoftmax(1);
    NDArray studentLog = student.div(Scalar.of(student, temperature)).logSoftmax(1);
    return teacherLog.exp().mul(teacherLog.sub(studentLog)).sum();
  }
}
