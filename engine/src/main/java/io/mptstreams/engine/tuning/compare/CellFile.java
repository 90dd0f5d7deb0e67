package io.mptstreams.engine.tuning.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.mptstreams.engine.data.InvalidDataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Finished cells, one JSON object a line with names as in all of this program's JSON; only added
 * to, so that an interrupted run goes on.
 */
final class CellFile {

  /**
   * A second cell on a line would be lost without a word, and a number that is not there would be
   * taken for 0.
   */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final Path file;

  CellFile(Path file) {
    this.file = file;
  }

  /**
   * A last line that was cut off by an interruption is left out; that cell is measured again. One
   * that lacks its line feed alone gets it, so that the next cell has a line of its own.
   *
   * @throws InvalidDataException for any other line that cannot be read, naming it: cells of
   *     another version of this program are none
   */
  List<Cell> read() throws IOException {
    return Files.exists(file) ? read(true) : List.of();
  }

  /**
   * Like {@link #read} of a file that another run may be adding to, and which is left alone.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   */
  List<Cell> readOnly() throws IOException {
    return read(false);
  }

  private List<Cell> read(boolean repair) throws IOException {
    List<Cell> cells = new ArrayList<>();
    String content = Files.readString(file);
    List<String> lines = content.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        cells.add(JSON.readValue(lines.get(i), Cell.class));
      } catch (MismatchedInputException e) {
        throw new InvalidDataException(
            "%s line %d is no cell of this version of the program; remove the file, or name another"
                .formatted(file, i + 1),
            e);
      } catch (JsonProcessingException e) {
        if (i < lines.size() - 1 || content.endsWith("\n")) {
          throw new InvalidDataException(file + " line " + (i + 1) + " is not a cell", e);
        }
        if (repair) {
          cut(content.substring(0, content.lastIndexOf('\n') + 1));
        }
        return cells;
      }
    }
    if (repair && !content.isEmpty() && !content.endsWith("\n")) {
      Files.writeString(file, "\n", StandardOpenOption.APPEND);
    }
    return cells;
  }

  /**
   * Leaves these lines where they are: a kill in the middle of writing them anew would lose them.
   */
  private void cut(String lines) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(lines.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  void add(Cell cell) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        JSON.writeValueAsString(cell) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
