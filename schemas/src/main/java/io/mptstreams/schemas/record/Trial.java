package io.mptstreams.schemas.record;

/**
 * A version that a task tries out beside the one that serves.
 *
 * @param version published under the key {@code task@version}
 * @param share of the events, by hash of their id, that it answers, 0 to 1; with 0 it answers none
 *     and scores every event into the shadow topic
 */
public record Trial(long version, float share) {

  public Trial {
    if (version < 1) {
      throw new IllegalArgumentException("a trial's version must be at least 1, was " + version);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a trial's share must be from 0 to 1, was " + share);
    }
  }
}
