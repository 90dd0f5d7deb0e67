package io.mptstreams.cli.score;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of lines that goes on where an interrupted run left it. A last line without its end was
 * being written when that run ended; it is cut off.
 */
public final class ResumableOutput implements Closeable {

  private final Writer writer;
  private final long lines;
  private final long cutBytes;

  private ResumableOutput(Writer writer, long lines, long cutBytes) {
    this.writer = writer;
    this.lines = lines;
    this.cutBytes = cutBytes;
  }

  /** Opens the file behind its last complete line, or makes it. */
  public static ResumableOutput open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      long lines = 0;
      long end = 0;
      long at = 0;
      ByteBuffer piece = ByteBuffer.allocate(1 << 16);
      while (channel.read(piece) >= 0) {
        piece.flip();
        while (piece.hasRemaining()) {
          at++;
          if (piece.get() == '\n') {
            lines++;
            end = at;
          }
        }
        piece.clear();
      }
      channel.truncate(end);
      channel.position(end);
      Writer writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
      return new ResumableOutput(writer, lines, at - end);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Complete lines that were there. */
  public long lines() {
    return lines;
  }

  /** Bytes of the incomplete last line that were cut off. */
  public long cutBytes() {
    return cutBytes;
  }

  /** Where the next line goes. */
  public Writer writer() {
    return writer;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
