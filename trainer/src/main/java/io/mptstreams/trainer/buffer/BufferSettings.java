package io.mptstreams.trainer.buffer;

/**
 * How much a task remembers.
 *
 * @param capacity examples a task at most, both shares together
 * @param recent the newest so many are never evicted; older ones go by class
 * @param validationShare part of the events that only ever validates, 0 to 0.5
 * @param sourceRate labels that one source may send in a minute, and at once; 0 for no limit
 */
public record BufferSettings(int capacity, int recent, double validationShare, int sourceRate) {

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

  /**
   * A thousand examples, a fifth of the events for validation; no source can replace more than half
   * of them within a minute.
   */
  public static BufferSettings defaults() {
    return new BufferSettings(1024, 256, 0.2, 512);
  }
}
