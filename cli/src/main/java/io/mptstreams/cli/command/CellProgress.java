package io.mptstreams.cli.command;

import io.mptstreams.cli.output.Progress;
import io.mptstreams.engine.tuning.compare.Cell;
import io.mptstreams.engine.tuning.compare.CompareProgress;
import java.util.function.Consumer;

/**
 * Every new cell, and how long the missing ones take. Techniques differ by far, so that the time is
 * a rough one until each was measured once, and said to be.
 */
final class CellProgress implements CompareProgress {

  private final String what;
  private final Consumer<Cell> show;
  private final Progress progress;
  private final int techniques;
  private int missing;
  private int done;

  /**
   * @param what the time left is of
   * @param techniques of a round
   * @param show shows a cell
   * @param say takes the lines about the rest
   */
  CellProgress(String what, int techniques, Consumer<Cell> show, Consumer<String> say) {
    this.what = what;
    this.techniques = techniques;
    this.show = show;
    this.progress = new Progress(say);
  }

  @Override
  public void begins(int cells) {
    missing = cells;
    done = 0;
    progress.begin(what, 0, cells);
  }

  @Override
  public void measured(Cell cell) {
    done++;
    show.accept(cell);
    if (done < missing) {
      String rough = done < techniques ? ", not yet one of each technique" : "";
      progress.at(done, () -> done + " of " + missing + " cells" + rough);
    }
  }
}
