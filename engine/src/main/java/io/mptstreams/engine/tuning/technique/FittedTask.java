package io.mptstreams.engine.tuning.technique;

import io.mptstreams.engine.text.TokenizedText;
import java.util.List;

/** A learned classifier. One thread. */
public interface FittedTask extends AutoCloseable {

  /** Index of the likeliest label of each text. */
  int[] predict(List<TokenizedText> texts);

  /** Numbers that were trained for the task, without the readout. */
  long parameters();

  /** Numbers in the readout. */
  long headParameters();

  @Override
  void close();
}
