package io.mptstreams.cli.output;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How far long work is, and how long the rest of it takes at the pace of this run: a line for
 * people every five seconds at most, so that short work says nothing. Belongs to one thread.
 */
public final class Progress {

  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final Consumer<String> say;
  private final LongSupplier nanos;
  private long said;
  private String what = "";
  private long began;
  private double first;
  private double all;
  private Optional<Duration> most = Optional.empty();

  /**
   * @param say takes the lines
   */
  public Progress(Consumer<String> say) {
    this(say, System::nanoTime);
  }

  /**
   * @param nanos a clock
   */
  public Progress(Consumer<String> say, LongSupplier nanos) {
    this.say = say;
    this.nanos = nanos;
    this.said = nanos.getAsLong();
  }

  /**
   * Work begins that has a pace of its own.
   *
   * @param what the time left is of
   * @param done of it before this run, which says nothing about the pace
   * @param all of it, in the same unit; 0 where nobody knows
   */
  public void begin(String what, double done, double all) {
    begin(what, done, all, Optional.empty());
  }

  /**
   * The same of work that ends when it is done, or when its time is over.
   *
   * @param most time that it may take from now on
   */
  public void begin(String what, double done, double all, Optional<Duration> most) {
    this.what = what;
    this.began = nanos.getAsLong();
    this.first = done;
    this.all = all;
    this.most = most;
  }

  /**
   * Some of it is done; says so when it is time for a line.
   *
   * @param done with what was done before this run
   * @param line without the time
   */
  public void at(double done, Supplier<String> line) {
    long now = nanos.getAsLong();
    if (now - said < BETWEEN.toNanos()) {
      return;
    }
    said = now;
    say.accept(
        line.get() + left(done).map(left -> ", " + shown(left) + " left of " + what).orElse(""));
  }

  private Optional<Duration> left(double done) {
    if (done <= first || all < done) {
      return Optional.empty();
    }
    double spent = nanos.getAsLong() - began;
    double left = spent / (done - first) * (all - done);
    double bounded = most.map(time -> Math.min(left, time.toNanos() - spent)).orElse(left);
    return Optional.of(Duration.ofNanos((long) bounded));
  }

  /** As exact as such a number can be. */
  private static String shown(Duration left) {
    long seconds = Math.max(0, left.toSeconds());
    if (seconds < 100) {
      return "about " + seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 100
        ? "about " + minutes + " min"
        : "about " + minutes / 60 + " h " + minutes % 60 + " min";
  }
}
