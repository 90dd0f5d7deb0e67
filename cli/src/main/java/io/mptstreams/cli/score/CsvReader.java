package io.mptstreams.cli.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.task.LabelledRow;
import io.mptstreams.schemas.record.ErrorCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * CSV in UTF-8 with a header row that names {@code text} and, if it likes, {@code text_pair},
 * {@code id} and {@code task}; other columns are left alone. An empty cell is an absent value.
 */
public final class CsvReader implements RowReader {

  /** Some editors begin a file with it; before a quote it would hide that there is one. */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final List<String> COLUMNS = List.of("text", "text_pair", "id", "task");

  /**
   * Cells of one character a byte: what CSV is made of is ASCII, and each cell is decoded later.
   */
  private final MappingIterator<String[]> rows;

  private final List<String> header;
  private long number;
  private boolean over;
  private boolean cut;

  /**
   * Reads the header.
   *
   * @throws CommandException if it cannot be read, names no text, or a column that is used twice
   */
  public CsvReader(InputStream bytes, String source) throws IOException {
    rows =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES)
            .readValues(new InputStreamReader(unmarked(bytes), StandardCharsets.ISO_8859_1));
    header = header(source);
    if (!header.contains("text")) {
      throw new CommandException(
          ExitCode.FAILED, source + " has no column \"text\" in its header, only " + header);
    }
    for (String column : COLUMNS) {
      if (Collections.frequency(header, column) > 1) {
        throw CommandException.failed(source + " has two columns \"" + column + "\" in its header");
      }
    }
  }

  @Override
  public Optional<InputRow> next() throws IOException {
    if (over) {
      return Optional.empty();
    }
    try {
      if (!rows.hasNextValue()) {
        over = true;
        return Optional.empty();
      }
      String[] cells = rows.nextValue();
      number++;
      return Optional.of(row(cells));
    } catch (JsonProcessingException e) {
      // Where a quote is broken or a cell has no end, nobody knows where the next row begins.
      over = true;
      cut = true;
      number++;
      return Optional.of(
          broken(ErrorCode.SCHEMA_MISMATCH, e.getOriginalMessage() + "; the rest is not read"));
    }
  }

  @Override
  public OptionalLong cutAt() {
    return cut ? OptionalLong.of(number) : OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  private List<String> header(String source) throws IOException {
    try {
      return rows.hasNextValue()
          ? Arrays.stream(rows.nextValue())
              .map(name -> new String(bytesOf(name), StandardCharsets.UTF_8))
              .map(name -> name.strip().toLowerCase(Locale.ROOT))
              .toList()
          : List.of();
    } catch (JsonProcessingException e) {
      throw new CommandException(
          ExitCode.FAILED, source + " has no header: " + e.getOriginalMessage(), e);
    }
  }

  private InputRow row(String[] cells) {
    if (cells.length != header.size()) {
      return broken(
          ErrorCode.SCHEMA_MISMATCH,
          "the row has " + cells.length + " cells, the header has " + header.size());
    }
    try {
      for (int i = 0; i < cells.length; i++) {
        ByteBuffer cell = ByteBuffer.wrap(bytesOf(cells[i]));
        cells[i] = StandardCharsets.UTF_8.newDecoder().decode(cell).toString();
      }
    } catch (CharacterCodingException e) {
      return broken(ErrorCode.INVALID_UNICODE, "the row is not UTF-8");
    }
    return InputRow.of(
        number,
        new LabelledRow(
            cell(cells, "id"),
            cell(cells, "task"),
            cell(cells, "text").orElse(""),
            cell(cells, "text_pair"),
            Optional.empty()));
  }

  private static InputStream unmarked(InputStream bytes) throws IOException {
    InputStream marked = new BufferedInputStream(bytes);
    marked.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(marked.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      marked.reset();
    }
    return marked;
  }

  private static byte[] bytesOf(String cell) {
    return cell.getBytes(StandardCharsets.ISO_8859_1);
  }

  private InputRow broken(ErrorCode code, String message) {
    return InputRow.broken(number, new RowProblem(code, message));
  }

  private Optional<String> cell(String[] cells, String column) {
    int at = header.indexOf(column);
    return at < 0 || cells[at].isEmpty() ? Optional.empty() : Optional.of(cells[at]);
  }
}
