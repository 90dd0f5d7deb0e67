package io.mptstreams.streams.route;

/**
 * The ways out of the scoring processor. Each outcome is sent down its own way by name: offered to
 * all of them, as a stream's branches are by default, it would be looked at by five filters.
 */
public enum Branch {
  PREDICTED("predictions"),
  REVIEW("review"),
  SHADOW("shadow"),
  REFUSED("event-dead-letters"),
  SCORED("scored");

  private final String nodes;

  Branch(String nodes) {
    this.nodes = nodes;
  }

  /** What the names of the branch's nodes begin with. */
  public String nodes() {
    return nodes;
  }

  /** The branch's first node. */
  public String entrance() {
    return nodes + "-value";
  }
}
