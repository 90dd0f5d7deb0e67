package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import java.util.Optional;

/** Sentence vectors of a task. */
public interface TextVectors {

  /** The vector [d] of a text, or a pair, behind a task's prompt; the same bits every time. */
  float[] embed(SharedPrompt shared, TaskParameters task, String text, Optional<String> pair);
}
