package io.mptstreams.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  @Test
  void countsOneToFourBytesForACharacter() {
    String text = "a\u007f\u0080\u07ff\u0800\uffff\ud83d\ude00";

    assertThat(Utf8.bytes(text)).isEqualTo(1 + 1 + 2 + 2 + 3 + 3 + 4);
    assertThat(Utf8.bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    assertThat(Utf8.bytes("")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab\ud83d", "ab\ude00c", "ab\ud83d\ud83d\ude00"})
  void refusesASurrogateThatStandsAlone(String text) {
    assertThatThrownBy(() -> Utf8.bytes(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unpaired surrogate at character 2");
  }

  @Test
  void takesOneByteOrderMarkFromAFirstLine() {
    assertThat(Utf8.unmarked("\ufeffa\ufeff")).isEqualTo("a\ufeff");
    assertThat(Utf8.unmarked("a")).isEqualTo("a");
    assertThat(Utf8.unmarked("")).isEmpty();
  }
}
