package io.mptstreams.engine.backbone;

import java.util.Arrays;
import java.util.Locale;

/** From hidden states to one vector a text; prompt positions never count. */
public enum Pooling {
  /** Mean over the text's tokens, special tokens included. */
  MEAN,
  /** The state of the first token. */
  CLS,
  /** tanh of the pooler layer over the state of the first token. */
  POOLER;

  /**
   * @throws IllegalArgumentException naming what is allowed
   */
  public static Pooling of(String name) {
    return Arrays.stream(values())
        .filter(p -> p.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "backbone.pooling must be auto, mean, cls or pooler, was " + name));
  }
}
