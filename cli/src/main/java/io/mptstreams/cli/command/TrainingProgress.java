package io.mptstreams.cli.command;

import io.mptstreams.cli.output.Progress;
import io.mptstreams.engine.tuning.source.SourceProgress;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Where a source training stands, in lines for people. The time left is that of a phase, since the
 * next one's pace is not known before it begins. Every validation has its line.
 */
final class TrainingProgress implements SourceProgress {

  private final Consumer<String> say;
  private final Progress progress;

  /**
   * @param say takes the lines
   */
  TrainingProgress(Consumer<String> say) {
    this.say = say;
    this.progress = new Progress(say);
  }

  @Override
  public void begins(Phase phase) {
    progress.begin(phase.name(), phase.done(), phase.steps(), phase.budget());
  }

  @Override
  public void at(Moment moment) {
    if (moment.validation().isPresent()) {
      say.accept(line(moment));
    } else {
      progress.at(moment.done(), () -> line(moment));
    }
  }

  private static String line(Moment moment) {
    StringBuilder line = new StringBuilder();
    line.append(moment.part()).append(' ').append(moment.step()).append('/').append(moment.steps());
    if (!Double.isNaN(moment.loss())) {
      line.append(String.format(Locale.ROOT, "  loss %.3f", moment.loss()));
    }
    moment
        .validation()
        .ifPresent(
            accuracy ->
                line.append(String.format(Locale.ROOT, "  held-out %.1f %%", 100 * accuracy)));
    return line.toString();
  }
}
