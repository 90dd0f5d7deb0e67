package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;

/** A teacher while it learns. Used by one thread. */
interface TeacherModel {

  List<Parameter> parameters();

  /** Loss of some rows of the task's train part, a scalar; differentiable. */
  NDArray loss(NDManager manager, int[] rows);

  /** The numbers as they are now. */
  Teacher frozen();
}
