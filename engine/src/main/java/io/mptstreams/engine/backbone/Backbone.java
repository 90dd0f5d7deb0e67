package io.mptstreams.engine.backbone;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.text.TextTokenizer;

/** A frozen transformer: weights on a device, its tokenizer and its forward pass. */
public interface Backbone extends AutoCloseable {

  BackboneInfo info();

  TextTokenizer tokenizer();

  Encoder encoder();

  /** A new sub-manager on the backbone's device; the caller closes it. */
  NDManager newManager();

  /** Frees the weights; no pass may be under way. */
  @Override
  void close();
}
