package io.mptstreams.cli.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.output.Json;
import io.mptstreams.cli.task.LabelledRow;
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

  /** No line of ours is longer. */
  private static final long MAX_LINE = 16 << 20;

  private final FileChannel channel;
  private final Writer writer;
  private final long lines;
  private final long lastLine;
  private final long end;
  private final long cutBytes;

  private ResumableOutput(FileChannel channel, long lines, long lastLine, long end, long cutBytes) {
    this.channel = channel;
    this.writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    this.lines = lines;
    this.lastLine = lastLine;
    this.end = end;
    this.cutBytes = cutBytes;
  }

  /** Opens the file, or makes it. */
  public static ResumableOutput open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      long lines = 0;
      long end = 0;
      long lastLine = 0;
      long at = 0;
      ByteBuffer piece = ByteBuffer.allocate(1 << 16);
      while (channel.read(piece) >= 0) {
        piece.flip();
        while (piece.hasRemaining()) {
          at++;
          if (piece.get() == '\n') {
            lines++;
            lastLine = end;
            end = at;
          }
        }
        piece.clear();
      }
      return new ResumableOutput(channel, lines, lastLine, end, at - end);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Complete lines that were there. */
  public long lines() {
    return lines;
  }

  /**
   * Whether the last complete line is an answer for this row, or its error: by the row's number or
   * the event's id.
   */
  public boolean endsWith(InputRow row) throws IOException {
    if (end - lastLine > MAX_LINE) {
      return false;
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) (end - lastLine));
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, lastLine + bytes.position()) < 0) {
        return false;
      }
    }
    JsonNode line;
    try {
      line = Json.mapper().readTree(bytes.array());
    } catch (JsonProcessingException e) {
      return false;
    }
    String id = row.row().flatMap(LabelledRow::id).orElse(Long.toString(row.number()));
    return line.has("row")
        ? line.get("row").asLong() == row.number()
        : line.path("id").asText().equals(id);
  }

  /** Bytes of the incomplete last line, which the writer cuts off. */
  public long cutBytes() {
    return cutBytes;
  }

  /** Where the next line goes, behind the last complete one. To be called once. */
  public Writer writer() throws IOException {
    channel.truncate(end);
    channel.position(end);
    return writer;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
