package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Encoder;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;

/**
 * A vanilla prompt with label vectors of its own.
 *
 * @param labelVectors [C, d]
 * @param scale factor on the cosines
 */
record VectorTeacher(
    Encoder encoder, TrainingSet train, VanillaPrompt prompt, Parameter labelVectors, float scale)
    implements TeacherModel {

  @Override
  public List<Parameter> parameters() {
    return List.of(prompt.parameter(), labelVectors);
  }

  @Override
  public NDArray loss(NDManager manager, int[] rows) {
    NDArray prompts = prompt.prompts(rows.length);
    NDArray sentences = SentenceEmbedder.unit(encoder.pooled(manager, train.batch(rows), prompts));
    NDArray logits =
        sentences
            .matMul(SentenceEmbedder.unit(labelVectors.value()).transpose())
            .mul(Scalar.of(sentences, scale));
    return CrossEntropy.mean(manager, logits, train.targets(rows));
  }

  @Override
  public Teacher frozen() {
    return new Teacher(prompt.values(), labelVectors.value().toFloatArray());
  }
}
