package io.mptstreams.cli.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mptstreams.cli.task.RowsFile;
import io.mptstreams.engine.text.Utf8;
import io.mptstreams.schemas.record.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * JSON Lines. Reads bytes and not characters, so that a line that is not UTF-8 costs that line
 * only, and holds no more of a line than the bound.
 */
public final class JsonLinesReader implements RowReader {

  /** UTF-8 bytes of one line, 8 MiB. */
  static final int MAX_LINE_BYTES = 8 << 20;

  private final InputStream bytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean tooLong;
  private long number;

  /**
   * @param bytes is read byte by byte
   */
  public JsonLinesReader(InputStream bytes) {
    this.bytes = bytes;
  }

  @Override
  public Optional<InputRow> next() throws IOException {
    while (readLine()) {
      if (tooLong) {
        return broken(ErrorCode.TEXT_TOO_LARGE, "the line has more than 8 MiB");
      }
      String text;
      try {
        text =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(line.toByteArray()))
                .toString();
      } catch (CharacterCodingException e) {
        return broken(ErrorCode.INVALID_UNICODE, "the line is not UTF-8");
      }
      text = number == 0 ? Utf8.unmarked(text) : text;
      if (!text.isBlank()) {
        return Optional.of(row(text));
      }
    }
    return Optional.empty();
  }

  /** Every line stands alone. */
  @Override
  public OptionalLong cutAt() {
    return OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  private InputRow row(String text) {
    number++;
    try {
      return InputRow.of(number, RowsFile.row(text));
    } catch (JsonProcessingException e) {
      return InputRow.broken(
          number, new RowProblem(ErrorCode.SCHEMA_MISMATCH, e.getOriginalMessage()));
    } catch (IOException e) {
      return InputRow.broken(number, new RowProblem(ErrorCode.SCHEMA_MISMATCH, e.getMessage()));
    }
  }

  private Optional<InputRow> broken(ErrorCode code, String message) {
    number++;
    return Optional.of(InputRow.broken(number, new RowProblem(code, message)));
  }

  private boolean readLine() throws IOException {
    line.reset();
    tooLong = false;
    int next = bytes.read();
    if (next < 0) {
      return false;
    }
    while (next >= 0 && next != '\n') {
      if (line.size() < MAX_LINE_BYTES) {
        line.write(next);
      } else {
        tooLong = true;
      }
      next = bytes.read();
    }
    return true;
  }
}
