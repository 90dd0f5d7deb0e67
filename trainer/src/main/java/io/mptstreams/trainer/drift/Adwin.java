package io.mptstreams.trainer.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * ADWIN2 (Bifet and Gavaldà, Learning from Time-Changing Data with Adaptive Windowing, SDM 2007): a
 * window of numbers in [0, 1] that drops its older part when the means of two parts differ more
 * than chance allows. The window is kept as an exponential histogram, so its memory grows with the
 * logarithm of its length.
 *
 * <p>Belongs to one thread.
 */
public final class Adwin {

  private static final int BUCKETS_A_ROW = 5;
  private static final int SHORTEST_PART = 5;

  private final double delta;
  private final List<List<Bucket>> rows = new ArrayList<>();
  private long width;
  private double total;
  private double spread;

  /**
   * @param delta between 0 and 1; the chance of a false cut at each step is at most this
   */
  public Adwin(double delta) {
    this.delta = delta;
  }

  /** Numbers put together. */
  private record Bucket(double total, double spread) {}

  /** A dropped part of the window: its mean against that of what stays. */
  public record Change(double before, double after) {}

  /**
   * Takes the next number in.
   *
   * @param x from 0 to 1
   * @return the change, if the window was cut
   */
  public java.util.Optional<Change> add(double x) {
    insert(x);
    compress();
    double before = mean();
    boolean cut = false;
    while (cutOnce()) {
      cut = true;
    }
    return cut ? java.util.Optional.of(new Change(before, mean())) : java.util.Optional.empty();
  }

  /** Numbers in the window. */
  public long width() {
    return width;
  }

  /** Mean of the window; 0 if it is empty. */
  public double mean() {
    return width == 0 ? 0 : total / width;
  }

  /** Variance of the window. */
  public double variance() {
    return width == 0 ? 0 : spread / width;
  }

  private void insert(double x) {
    if (rows.isEmpty()) {
      rows.add(new ArrayList<>());
    }
    rows.get(0).add(new Bucket(x, 0));
    if (width > 0) {
      double away = x - total / width;
      spread += width * away * away / (width + 1);
    }
    width++;
    total += x;
  }

  /** Row r holds buckets of 2^r numbers, oldest first; a full row gives its two oldest upwards. */
  private void compress() {
    for (int r = 0; r < rows.size() && rows.get(r).size() > BUCKETS_A_ROW; r++) {
      if (r + 1 == rows.size()) {
        rows.add(new ArrayList<>());
      }
      Bucket older = rows.get(r).remove(0);
      Bucket newer = rows.get(r).remove(0);
      double size = 1L << r;
      double apart = older.total() / size - newer.total() / size;
      rows.get(r + 1)
          .add(
              new Bucket(
                  older.total() + newer.total(),
                  older.spread() + newer.spread() + size * apart * apart / 2));
    }
  }

  /** Drops the oldest bucket if some split of the window shows a change. */
  private boolean cutOnce() {
    double n0 = 0;
    double sum0 = 0;
    for (int r = rows.size() - 1; r >= 0; r--) {
      for (Bucket bucket : rows.get(r)) {
        n0 += 1L << r;
        sum0 += bucket.total();
        double n1 = width - n0;
        if (n1 < SHORTEST_PART) {
          return false;
        }
        if (n0 >= SHORTEST_PART && differs(n0, sum0, n1, total - sum0)) {
          dropOldest();
          return true;
        }
      }
    }
    return false;
  }

  /** Equation 3.1 of the paper: the bound that uses the window's variance. */
  private boolean differs(double n0, double sum0, double n1, double sum1) {
    double m = 1 / (1 / n0 + 1 / n1);
    double logTerm = Math.log(2 * Math.log(width) / delta);
    double bound = Math.sqrt(2 / m * variance() * logTerm) + 2 / (3 * m) * logTerm;
    return Math.abs(sum0 / n0 - sum1 / n1) > bound;
  }

  private void dropOldest() {
    int last = rows.size() - 1;
    Bucket gone = rows.get(last).remove(0);
    double size = 1L << last;
    width -= (long) size;
    total -= gone.total();
    double mean = gone.total() / size;
    if (width > 0) {
      double away = mean - total / width;
      spread -= gone.spread() + size * width * away * away / (size + width);
      spread = Math.max(0, spread);
    } else {
      spread = 0;
    }
    while (!rows.isEmpty() && rows.get(rows.size() - 1).isEmpty()) {
      rows.remove(rows.size() - 1);
    }
  }
}
