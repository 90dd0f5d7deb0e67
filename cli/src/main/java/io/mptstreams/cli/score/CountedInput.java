package io.mptstreams.cli.score;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Knows how many bytes were read from it. Used by one thread. */
public final class CountedInput extends FilterInputStream {

  private long bytes;

  public CountedInput(InputStream in) {
    super(in);
  }

  /** So far. */
  public long bytes() {
    return bytes;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    bytes += next < 0 ? 0 : 1;
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    bytes += Math.max(0, count);
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
