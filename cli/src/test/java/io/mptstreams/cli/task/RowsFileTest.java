package io.mptstreams.cli.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mptstreams.cli.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsFileTest {

  /** As two files make it that were put together and the first of which lacks its last line end. */
  @Test
  void refusesALineWithTwoRows() throws IOException {
    String row = "{\"text\": \"a\"}";

    assertThat(RowsFile.row(row + " ").text()).isEqualTo("a");
    assertThatThrownBy(() -> RowsFile.row(row + row))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("Trailing token");
  }

  @Test
  void refusesWhatIsNoString() throws IOException {
    assertThat(RowsFile.row("{\"text\": \"a\", \"id\": 7}").id()).contains("7");
    assertRefused("{\"text\": null}", "there is no \"text\"");
    assertRefused("{\"text\": 5}", "\"text\" is no string: 5");
    assertRefused(
        "{\"text\": \"a\", \"text_pair\": [\"b\"]}", "\"text_pair\" is no string: [\"b\"]");
  }

  private static void assertRefused(String row, String message) {
    assertThatThrownBy(() -> RowsFile.row(row)).isInstanceOf(IOException.class).hasMessage(message);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstRow() {
    BufferedReader reader = new BufferedReader(new StringReader("\uFEFF{\"text\": \"a\"}\r\n"));

    assertThat(RowsFile.rows(reader, "a.jsonl")).extracting(LabelledRow::text).containsExactly("a");
  }

  @Test
  void saysWhichFileIsNotUtf8(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("a.jsonl"), new byte[] {(byte) 0xFF, '\n'});

    try (BufferedReader reader = Files.newBufferedReader(file)) {
      assertThatThrownBy(() -> RowsFile.rows(reader, "a.jsonl").toList())
          .isInstanceOf(CommandException.class)
          .hasMessage("cannot read a.jsonl: it is not UTF-8");
    }
  }
}
