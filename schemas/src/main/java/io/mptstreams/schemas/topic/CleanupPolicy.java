package io.mptstreams.schemas.topic;

/** What the broker does with old records. */
public enum CleanupPolicy {
  /** Drops them after the retention. */
  DELETE("delete"),
  /** Keeps the newest of each key. */
  COMPACT("compact");

  private final String configValue;

  CleanupPolicy(String configValue) {
    this.configValue = configValue;
  }

  /** As the broker's {@code cleanup.policy} spells it. */
  public String configValue() {
    return configValue;
  }
}
