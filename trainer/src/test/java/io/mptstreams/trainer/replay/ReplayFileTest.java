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

  private void assertRefused(String message) {
    assertThatThrownBy(() -> ReplayFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
