package io.mptstreams.cli.score;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How far a file is, in lines for people, one every few seconds. Used by one thread.
 *
 * <p>The share of the file is that of its bytes, which a reader's buffer runs a little ahead of.
 */
public final class ScoreProgress {

  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final CountedInput input;
  private final OptionalLong size;
  private final LongSupplier nanos;
  private final long start;
  private long last;
  private long rows;
  private long errors;

  /**
   * @param size of the input in bytes, where it is known
   * @param nanos a clock
   */
  public ScoreProgress(CountedInput input, OptionalLong size, LongSupplier nanos) {
    this.input = input;
    this.size = size;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.last = start;
  }

  /** Some more rows are done; a line when it is time for one. */
  public Optional<String> add(long moreRows, long moreErrors) {
    rows += moreRows;
    errors += moreErrors;
    long now = nanos.getAsLong();
    if (now - last < BETWEEN.toNanos()) {
      return Optional.empty();
    }
    last = now;
    return Optional.of(line() + share());
  }

  /** What it came to. */
  public String summary() {
    return line();
  }

  private String line() {
    double seconds = Math.max(1e-3, (nanos.getAsLong() - start) / 1e9);
    return String.format(
        Locale.ROOT,
        "%d rows done, %d of them errors, %.0f a second",
        rows,
        errors,
        rows / seconds);
  }

  private String share() {
    return size.isPresent() && size.getAsLong() > 0
        ? ", %d %% of the file".formatted(100 * input.bytes() / size.getAsLong())
        : "";
  }
}
