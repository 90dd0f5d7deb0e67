package io.mptstreams.trainer.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a task's texts still look as they did, whatever their labels. Each sentence vector is
 * ranked by its cosine to the mean of those before it: the share of the former ones that lay nearer
 * is its strangeness, spread evenly over [0, 1] while nothing changes, whatever the backbone and
 * the task (a conformal p-value: Vovk, Gammerman and Shafer, Algorithmic Learning in a Random
 * World, 2005, section 2.2). ADWIN and Page-Hinkley watch it for a rise. Pure.
 */
public record InputDrift(DriftSettings settings) {

  /**
   * A change.
   *
   * @param at index of the first vector that is counted as new
   * @param reason for people
   */
  public record Shift(int at, String reason) {}

  /**
   * The last change, if there is one.
   *
   * @param vectors of one task in the order of their labels, each [d]
   */
  public Optional<Shift> of(List<float[]> vectors) {
    Optional<Shift> last = Optional.empty();
    Optional<Shift> next = first(vectors, 0);
    while (next.isPresent()) {
      last = next;
      next = first(vectors, next.get().at());
    }
    return last;
  }

  private Optional<Shift> first(List<float[]> vectors, int from) {
    if (from >= vectors.size()) {
      return Optional.empty();
    }
    Adwin adwin = new Adwin(settings.adwinDelta());
    PageHinkley pageHinkley =
        new PageHinkley(settings.tolerance(), settings.inputThreshold(), settings.minLabels());
    double[] sum = new double[vectors.get(from).length];
    List<Double> former = new ArrayList<>();
    for (int i = from; i < vectors.size(); i++) {
      float[] vector = vectors.get(i);
      double cosine = cosine(vector, sum);
      if (former.size() >= settings.minLabels()) {
        double strange = strangeness(cosine, former);
        Optional<Adwin.Change> cut = adwin.add(strange);
        if (pageHinkley.add(strange)) {
          return Optional.of(shift(i, pageHinkley.sinceChange(), from, "Page-Hinkley"));
        }
        if (cut.isPresent() && cut.get().after() > cut.get().before()) {
          return Optional.of(shift(i, adwin.width(), from, "ADWIN"));
        }
      }
      if (i > from) {
        former.add(cosine);
      }
      add(vector, sum);
    }
    return Optional.empty();
  }

  /** At least one further than the last change, so that the search ends. */
  private static Shift shift(int at, long ago, int from, String detector) {
    int begin = (int) Math.max(from + 1, at - ago + 1);
    return new Shift(
        begin,
        String.format(
            Locale.ROOT,
            "%s: texts have looked unlike the former ones for %d labels",
            detector,
            at - begin + 1));
  }

  /** Share of the former ones that are nearer; equals count half. */
  private static double strangeness(double cosine, List<Double> former) {
    double nearer = 0;
    for (double other : former) {
      nearer += other > cosine ? 1 : other == cosine ? 0.5 : 0;
    }
    return nearer / former.size();
  }

  private static double cosine(float[] vector, double[] sum) {
    double dot = 0;
    double a = 0;
    double b = 0;
    for (int j = 0; j < sum.length; j++) {
      dot += vector[j] * sum[j];
      a += vector[j] * vector[j];
      b += sum[j] * sum[j];
    }
    return a == 0 || b == 0 ? 0 : dot / Math.sqrt(a * b);
  }

  private static void add(float[] vector, double[] sum) {
    double square = 0;
    for (float x : vector) {
      square += x * x;
    }
    double inverse = square == 0 ? 0 : 1 / Math.sqrt(square);
    for (int j = 0; j < sum.length; j++) {
      sum[j] += vector[j] * inverse;
    }
  }
}
