package io.mptstreams.local.registry.model;

/** What a new version of a subject must keep. */
public enum CompatibilityLevel {
  NONE(false, false, false),
  /** The new one reads what the newest old one wrote. */
  BACKWARD(true, false, false),
  /** The new one reads what any old one wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The newest old one reads what the new one writes. */
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  boolean backward() {
    return backward;
  }

  boolean forward() {
    return forward;
  }

  boolean transitive() {
    return transitive;
  }
}
