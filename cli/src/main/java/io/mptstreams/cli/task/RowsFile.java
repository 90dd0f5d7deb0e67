package io.mptstreams.cli.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.FileProblem;
import io.mptstreams.cli.output.Json;
import io.mptstreams.engine.text.Utf8;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * JSON Lines of {@code {"id", "task", "text", "text_pair", "label"}}, all but {@code text}
 * optional. Read line by line, so that a file may be larger than memory.
 */
public final class RowsFile {

  /** Characters of a value in an error. */
  private static final int MAX_SHOWN = 60;

  private RowsFile() {}

  /**
   * The rows, lazily, blank lines left out. The caller closes the reader.
   *
   * @param source named in errors
   */
  public static Stream<LabelledRow> rows(BufferedReader reader, String source) {
    return numbered(reader, source).map(NumberedRow::row);
  }

  /** The same with their lines. */
  public static Stream<NumberedRow> numbered(BufferedReader reader, String source) {
    Iterator<String> lines = reader.lines().iterator();
    return Stream.iterate(
            new Line(0, null),
            line -> new Line(line.number + 1, next(lines, line.number == 0, source)))
        .skip(1)
        .takeWhile(line -> line.text != null)
        .filter(line -> !line.text.isBlank())
        .map(line -> row(line, source));
  }

  /** Reads one row. */
  public static LabelledRow row(String json) throws IOException {
    return row(Json.mapper().readTree(json));
  }

  private static LabelledRow row(JsonNode row) throws IOException {
    if (!row.hasNonNull("text")) {
      throw new IOException("there is no \"text\"");
    }
    if (!row.get("text").isTextual()) {
      throw new IOException("\"text\" is no string: " + shown(row.get("text")));
    }
    return new LabelledRow(
        text(row, "id"),
        text(row, "task"),
        row.get("text").asText(),
        text(row, "text_pair"),
        text(row, "label"));
  }

  /** The next line, or null. */
  private static String next(Iterator<String> lines, boolean first, String source) {
    try {
      String line = lines.hasNext() ? lines.next() : null;
      return first && line != null ? Utf8.unmarked(line) : line;
    } catch (UncheckedIOException e) {
      throw new CommandException(
          ExitCode.FAILED, "cannot read " + source + ": " + FileProblem.of(e.getCause()), e);
    }
  }

  private static NumberedRow row(Line line, String source) {
    try {
      JsonNode json = Json.mapper().readTree(line.text);
      return new NumberedRow(line.number, json, row(json));
    } catch (JsonProcessingException e) {
      throw broken(line, source, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw broken(line, source, e.getMessage(), e);
    }
  }

  private static CommandException broken(Line line, String source, String why, Exception cause) {
    return new CommandException(
        ExitCode.FAILED, source + " line " + line.number + " is not an event: " + why, cause);
  }

  /** A number may stand for its digits; an array or an object would be lost without a word. */
  private static Optional<String> text(JsonNode row, String field) throws IOException {
    if (!row.hasNonNull(field)) {
      return Optional.empty();
    }
    if (!row.get(field).isValueNode()) {
      throw new IOException("\"" + field + "\" is no string: " + shown(row.get(field)));
    }
    return Optional.of(row.get(field).asText());
  }

  private static String shown(JsonNode value) {
    String json = value.toString();
    return json.length() <= MAX_SHOWN ? json : json.substring(0, MAX_SHOWN) + "...";
  }

  private record Line(long number, String text) {}
}
