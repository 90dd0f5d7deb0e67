package io.mptstreams.cli.score;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Rows of a file, one by one. Used by one thread. */
public interface RowReader extends Closeable {

  /** The next row, or nothing at the end. */
  Optional<InputRow> next() throws IOException;
}
