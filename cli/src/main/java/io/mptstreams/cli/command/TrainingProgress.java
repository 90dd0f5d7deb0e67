package io.mptstreams.cli.command;

import io.mptstreams.engine.tuning.source.SourceProgress;
import java.util.Locale;

/** Where a source training stands, as a line. */
final class TrainingProgress {

  private TrainingProgress() {}

  static String line(SourceProgress.Moment moment) {
    StringBuilder line = new StringBuilder();
    line.append(moment.phase())
        .append(' ')
        .append(moment.step())
        .append('/')
        .append(moment.steps());
    if (!Double.isNaN(moment.loss())) {
      line.append(String.format(Locale.ROOT, "  loss %.3f", moment.loss()));
    }
    moment
        .validation()
        .ifPresent(
            accuracy ->
                line.append(String.format(Locale.ROOT, "  held-out %.1f %%", 100 * accuracy)));
    return line.append("  ").append(moment.remaining().toSeconds()).append(" s left").toString();
  }
}
