package io.mptstreams.trainer.buffer;

/**
 * How much a task remembers.
 *
 * @param capacity examples a task at most, both shares together
 * @param recent the newest so many are never evicted; older ones go by class
 * @param validationShare part of the events that only ever validates, 0 to 0.5
 */
public record BufferSettings(int capacity, int recent, double validationShare) {

  public BufferSettings {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "training.buffer.capacity must be at least 1, was " + capacity);
    }
    if (recent < 0 || recent >= capacity) {
      throw new IllegalArgumentException(
          "training.buffer.recent must be at least 0 and under the capacity "
              + capacity
              + ", was "
              + recent);
    }
    if (!(validationShare >= 0 && validationShare <= 0.5)) {
      throw new IllegalArgumentException(
          "training.buffer.validation-share must be from 0 to 0.5, was " + validationShare);
    }
  }

  /** A thousand examples, a fifth of the events for validation. */
  public static BufferSettings defaults() {
    return new BufferSettings(1024, 256, 0.2);
  }
}
