package io.mptstreams.cli.score;

import io.mptstreams.cli.output.Progress;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How far a file is, in lines for people. Begins where this run does: what was read over because
 * another one had done it is part of the file and not of the pace. Used by one thread.
 *
 * <p>The share of the file is that of its bytes, which a reader may run a little ahead of.
 */
public final class ScoreProgress {

  private final CountedInput input;
  private final OptionalLong size;
  private final LongSupplier nanos;
  private final Progress progress;
  private final long start;
  private long rows;
  private long errors;

  /**
   * @param size of the input in bytes, where it is known
   * @param say takes the lines
   * @param nanos a clock
   */
  public ScoreProgress(
      CountedInput input, OptionalLong size, Consumer<String> say, LongSupplier nanos) {
    this.input = input;
    this.size = size;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.progress = new Progress(say, nanos);
    progress.begin("the file", input.bytes(), size.orElse(0));
  }

  /** Some more rows are done. */
  public void add(long moreRows, long moreErrors) {
    rows += moreRows;
    errors += moreErrors;
    progress.at(input.bytes(), () -> summary() + share());
  }

  /** What it came to. */
  public String summary() {
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
