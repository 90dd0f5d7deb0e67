package io.mptstreams.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.stream.StreamFile.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamFileTest {

  private static final String EVENT =
      "{\"ts\": %s, \"task\": \"t\", \"id\": \"e%1$s\", \"text\": \"hello\", \"label\": \"a\"}";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTask() throws IOException {
    file = folder.resolve("stream.jsonl");
    writeTask("t", "single");
    writeTask("twins", "pair");
  }

  @Test
  void readsInTheOrderOfTimesOrOfLines() throws IOException {
    Files.writeString(file, EVENT.formatted(2000) + "\r\n\r\n" + EVENT.formatted(1000));

    assertThat(read(Order.TIMES).events()).extracting(StreamEvent::line).containsExactly(3L, 1L);
    assertThat(read(Order.LINES).events()).extracting(StreamEvent::line).containsExactly(1L, 3L);
  }

  @Test
  void callsAnEventWithoutAnIdAfterItsLine() throws IOException {
    Files.writeString(
        file,
        "\n" + EVENT.formatted(1).replace("\"id\": \"e1\", ", "") + "\n" + EVENT.formatted(2));

    assertThat(read(Order.TIMES).events())
        .extracting(StreamEvent::id)
        .containsExactly("line-2", "e2");
  }

  @Test
  void namesTheLineOfWhatIsNoEvent() throws IOException {
    assertRefused(
        EVENT.formatted(1) + EVENT.formatted(2), "line 1 is not an event: Trailing token");
    assertRefused(
        EVENT.formatted(1).replace("\"hello\"", "[\"a\"]"),
        "line 1 is not an event: \"text\" is no string");
    assertRefused(EVENT.formatted(1).replace("\"label\"", "\"lable\""), "line 1 has no \"label\"");
    assertRefused(EVENT.formatted(1).replace("\"t\"", "\"\""), "line 1 has no \"task\"");
    assertRefused(EVENT.formatted(1).replace("\"ts\"", "\"time\""), "line 1 has no \"ts\"");
    assertRefused(
        EVENT.formatted("1.5"), "line 1 has a \"ts\" that is no whole number of milliseconds: 1.5");
  }

  @Test
  void namesTheLineOfATextThatNoScorerTakes() throws IOException {
    assertRefused(
        EVENT.formatted(1) + "\n" + EVENT.formatted(2).replace("hello", " "),
        "line 2 cannot be scored: the text is empty or blank");
    assertRefused(
        EVENT.formatted(1) + "\n" + EVENT.formatted(2).replace("hello", "\\ud800"),
        "line 2 cannot be scored: unpaired surrogate at character 0");
    assertRefused(
        EVENT.formatted(1).replace("\"t\"", "\"twins\""),
        "line 1 is of task \"twins\", which takes pairs, and has no \"text_pair\"");
  }

  @Test
  void namesBothLinesOfAnIdThatIsThereTwice() throws IOException {
    assertRefused(
        EVENT.formatted(1) + "\n" + EVENT.formatted(2) + "\n" + EVENT.formatted(1),
        "line 3 has the id \"e1\", which line 1 has");
  }

  @Test
  void namesTheLineOfALabelThatIsNone() throws IOException {
    assertRefused(
        EVENT.formatted(2) + "\n" + EVENT.formatted(1).replace("\"a\"", "\"c\""),
        "line 2 is of task \"t\", which has no label \"c\"");
  }

  @Test
  void namesAFileThatIsEmptyOrNotUtf8() throws IOException {
    assertRefused("\n", " has no events");

    Files.writeString(file, "\u00e9", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(Order.TIMES))
        .isInstanceOf(CommandException.class)
        .hasMessage("cannot read " + file + ": it is not UTF-8");
  }

  private void assertRefused(String lines, String message) throws IOException {
    Files.writeString(file, lines);

    assertThatThrownBy(() -> read(Order.TIMES))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  private StreamFile read(Order order) {
    return StreamFile.read(file, folder, order, Instant.EPOCH);
  }

  private void writeTask(String name, String kind) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve(name)).resolve("task.json"),
        "{\"name\": \"%s\", \"kind\": \"%s\", \"labels\": [\"a\", \"b\"]}".formatted(name, kind));
  }
}
