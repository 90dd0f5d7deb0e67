package io.mptstreams.cli.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

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
}
