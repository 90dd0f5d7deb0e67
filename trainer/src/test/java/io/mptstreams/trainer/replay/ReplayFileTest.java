package io.mptstreams.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFileTest {

  private static final String EVENT =
      "{\"ts\": %s, \"task\": \"t\", \"id\": \"e\", \"text\": \"a\", \"label\": \"b\"}";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("stream.jsonl");
  }

  @Test
  void readsInTheOrderOfTimes() throws IOException {
    Files.writeString(file, EVENT.formatted(2000) + "\r\n\r\n" + EVENT.formatted(1000));

    assertThat(ReplayFile.read(file))
        .extracting(event -> event.at().toEpochMilli())
        .containsExactly(1000L, 2000L);
  }

  @Test
  void refusesALineWithTwoEvents() throws IOException {
    Files.writeString(file, EVENT.formatted(1) + EVENT.formatted(2));

    assertRefused("stream.jsonl line 1 is not JSON: Trailing token");
  }

  @Test
  void refusesATextThatIsNoString() throws IOException {
    Files.writeString(file, EVENT.formatted(1).replace("\"a\"", "[\"a\"]"));

    assertRefused("stream.jsonl line 1 has a text that is no string");
  }

  @Test
  void refusesATimeThatIsNoNumber() throws IOException {
    Files.writeString(file, EVENT.formatted("\"2026-03-01T12:00:00Z\""));
    assertRefused("line 1 has a \"ts\" that is no whole number of milliseconds: \"2026-03-01");

    Files.writeString(file, EVENT.formatted(1.5));
    assertRefused("line 1 has a \"ts\" that is no whole number of milliseconds: 1.5");
  }

  @Test
  void namesAFileThatIsEmptyOrNotUtf8() throws IOException {
    Files.writeString(file, "\n");
    assertRefused("stream.jsonl has no events");

    Files.writeString(file, "\u00e9", StandardCharsets.ISO_8859_1);
    assertRefused("stream.jsonl is not UTF-8");
  }

  @Test
  void namesTheLineOfHalfACharacter() throws IOException {
    Files.writeString(
        file, EVENT.formatted(1) + "\n" + EVENT.formatted(2).replace("\"a\"", "\"\\ud800\""));

    assertRefused("stream.jsonl line 2 has a text with an unpaired surrogate at character 0");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> ReplayFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
