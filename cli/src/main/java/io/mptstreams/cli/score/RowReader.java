package io.mptstreams.cli.score;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows of a file, one by one. Used by one thread. */
public interface RowReader extends Closeable {

  /** The next row, or nothing at the end. */
  Optional<InputRow> next() throws IOException;

  /** The row behind which nothing was read, though the file goes on; none if all was read. */
  OptionalLong cutAt();
}
