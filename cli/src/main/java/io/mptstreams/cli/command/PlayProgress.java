package io.mptstreams.cli.command;

import io.mptstreams.cli.output.Progress;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** How far the plays of a stream are. The time left is that of one play's events. */
final class PlayProgress {

  private final int plays;
  private final int events;
  private final Progress progress;
  private int number;

  /**
   * @param plays of all draws
   * @param say takes the lines
   */
  PlayProgress(int plays, int events, Consumer<String> say) {
    this.plays = plays;
    this.events = events;
    this.progress = new Progress(say);
  }

  /**
   * The next play begins.
   *
   * @param what draw and labels
   * @return is told the number of events played
   */
  IntConsumer next(String what) {
    number++;
    String name = plays == 1 ? what : "play %d of %d, %s".formatted(number, plays, what);
    return played -> {
      if (played == 1) {
        // Vectors of all texts come before the first event is over, and say nothing about the pace.
        progress.begin("this play", played, events);
      }
      progress.at(played, () -> name + ": " + played + " of " + events + " events");
    };
  }
}
