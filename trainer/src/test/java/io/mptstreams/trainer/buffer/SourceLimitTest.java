package io.mptstreams.trainer.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceLimitTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final SourceLimit limit = new SourceLimit(2);

  @Test
  void letsASourceSendItsRateAtOnceAndThenAsFastAsItFills() {
    assertThat(limit.allows("a", START)).isTrue();
    assertThat(limit.allows("a", START)).isTrue();
    assertThat(limit.allows("a", START)).isFalse();
    assertThat(limit.allows("b", START)).isTrue();
    assertThat(limit.allows("a", START.plusSeconds(29))).isFalse();
    assertThat(limit.allows("a", START.plusSeconds(30))).isTrue();
  }

  @Test
  void remembersTheSourcesOfTheLastMinuteAlone() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(limit.allows("user-" + i, START.plusSeconds(i))).isTrue();
    }
    assertThat(limit.sources()).isEqualTo(60);
  }

  @Test
  void holdsAgainstASourceWhatItSentWhileOthersCameAndWent() {
    limit.allows("a", START);
    limit.allows("a", START);
    for (int i = 0; i < 20; i++) {
      limit.allows("user-" + i, START.plusSeconds(i));
    }
    assertThat(limit.allows("a", START.plusSeconds(20))).isFalse();
  }
}
