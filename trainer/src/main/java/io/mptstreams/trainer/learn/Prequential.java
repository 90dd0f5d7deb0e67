package io.mptstreams.trainer.learn;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often the predictions of each version were right, each judged by a label that came later
 * (prequential accuracy). Remembers the newest versions. Belongs to one thread.
 */
final class Prequential {

  private static final int VERSIONS = 8;

  /** Right ones of all. */
  private static final class Tally {
    private long right;
    private long all;
  }

  private final Map<Long, Tally> byVersion =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Tally> eldest) {
          return size() > VERSIONS;
        }
      };

  void add(long version, boolean right) {
    Tally tally = byVersion.computeIfAbsent(version, v -> new Tally());
    tally.all++;
    tally.right += right ? 1 : 0;
  }

  /** Predictions of a version that were judged. */
  long judged(long version) {
    Tally tally = byVersion.get(version);
    return tally == null ? 0 : tally.all;
  }

  /** Accuracy of a version, 0 to 1; not a number if none of its predictions was judged. */
  double accuracy(long version) {
    Tally tally = byVersion.get(version);
    return tally == null ? Double.NaN : (double) tally.right / tally.all;
  }
}
