package io.mptstreams.engine.tuning.technique;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;

/** A backbone with something in it that is trained. */
public interface TrainableModel {

  List<Parameter> parameters();

  /** Pooled sentence vectors, [B, d]; differentiable. */
  NDArray pooled(NDManager manager, TokenBatch batch);
}
