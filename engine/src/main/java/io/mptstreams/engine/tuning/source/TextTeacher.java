package io.mptstreams.engine.tuning.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.tuning.TextTrainingSet;
import io.mptstreams.engine.tuning.gradient.CrossEntropy;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;

/** A vanilla prompt alone: the backbone's own words are the labels. */
record TextTeacher(TextToText model, TextTrainingSet train, VanillaPrompt prompt)
    implements TeacherModel {

  @Override
  public List<Parameter> parameters() {
    return List.of(prompt.parameter());
  }

  @Override
  public NDArray loss(NDManager manager, int[] rows) {
    EncodedTexts encoded = model.encode(train.batch(rows), prompt.prompts(rows.length));
    return CrossEntropy.ofTexts(model, encoded, train.targets(rows));
  }

  @Override
  public Teacher frozen() {
    return new Teacher(prompt.values(), new float[0]);
  }
}
