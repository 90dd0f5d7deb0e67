package io.mptstreams.engine.tuning.classifier;

import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;

/** A backbone with something in it that is trained; its pass is differentiable. */
public interface TrainableModel extends SentenceEmbedder.Pass {

  List<Parameter> parameters();
}
