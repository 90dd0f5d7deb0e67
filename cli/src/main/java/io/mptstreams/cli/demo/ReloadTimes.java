package io.mptstreams.cli.demo;

import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * From an update's publication to the first sign that a scorer serves it: its entry in the ledger,
 * or a prediction made with it, whichever is earlier. Signs may come in any order, since they come
 * from different topics. Belongs to the demo's thread.
 */
final class ReloadTimes {

  private record Version(String task, long number) {}

  private final Map<Version, Long> publishedAt = new HashMap<>();
  private final Map<Version, Long> servedAt = new HashMap<>();

  void published(String task, long version, long epochMillis) {
    publishedAt.merge(new Version(task, version), epochMillis, Math::min);
  }

  void served(String task, long version, long epochMillis) {
    servedAt.merge(new Version(task, version), epochMillis, Math::min);
  }

  int count() {
    return publishedAt.size();
  }

  Percentiles percentiles() {
    Histogram millis = new Histogram(3_600_000L, 3);
    publishedAt.forEach(
        (version, published) -> {
          Long served = servedAt.get(version);
          if (served != null) {
            millis.recordValue(Math.min(3_600_000L, Math.max(0, served - published)));
          }
        });
    return new Percentiles(millis.getValueAtPercentile(50), millis.getValueAtPercentile(99));
  }
}
