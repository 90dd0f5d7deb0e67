package io.mptstreams.cli.score;

import io.mptstreams.cli.task.LabelledRow;
import java.util.Optional;

/**
 * What stands in one row of the file.
 *
 * @param number from 1; a header and blank lines are not counted
 * @param row empty where it cannot be read
 * @param problem why it cannot be read
 */
public record InputRow(long number, Optional<LabelledRow> row, Optional<RowProblem> problem) {

  static InputRow of(long number, LabelledRow row) {
    return new InputRow(number, Optional.of(row), Optional.empty());
  }

  static InputRow broken(long number, RowProblem problem) {
    return new InputRow(number, Optional.empty(), Optional.of(problem));
  }
}
