package io.mptstreams.trainer.drift;

import java.util.Locale;
import java.util.Optional;

/**
 * Watches a task's prequential error: each prediction is judged by the label that came later. Only
 * a rise is an alarm; a fall is what learning is for.
 *
 * <p>Belongs to one thread.
 */
public final class ErrorDrift {

  private final Adwin adwin;
  private final PageHinkley pageHinkley;

  public ErrorDrift(DriftSettings settings) {
    this.adwin = new Adwin(settings.adwinDelta());
    this.pageHinkley =
        new PageHinkley(settings.tolerance(), settings.threshold(), settings.minLabels());
  }

  /**
   * An alarm.
   *
   * @param ago about how many judged predictions ago the change was
   * @param reason for people
   */
  public record Alarm(long ago, String reason) {}

  /** Takes the next judged prediction in. */
  public Optional<Alarm> add(boolean wrong) {
    double x = wrong ? 1 : 0;
    Optional<Adwin.Change> change = adwin.add(x);
    boolean rise = change.map(c -> c.after() > c.before()).orElse(false);
    if (pageHinkley.add(x)) {
      long ago = pageHinkley.sinceChange();
      String reason =
          String.format(Locale.ROOT, "Page-Hinkley: errors have been rising for %d labels", ago);
      pageHinkley.reset();
      return Optional.of(new Alarm(ago, reason));
    }
    if (rise) {
      pageHinkley.reset();
      return Optional.of(
          new Alarm(
              adwin.width(),
              String.format(
                  Locale.ROOT,
                  "ADWIN: error %.2f over the last %d labels, %.2f with what was before",
                  change.get().after(),
                  adwin.width(),
                  change.get().before())));
    }
    return Optional.empty();
  }
}
