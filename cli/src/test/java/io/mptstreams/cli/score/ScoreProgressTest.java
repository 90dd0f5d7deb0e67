package io.mptstreams.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScoreProgressTest {

  private final AtomicLong now = new AtomicLong();
  private final CountedInput input = new CountedInput(new ByteArrayInputStream(new byte[200]));

  @Test
  void tellsRowsErrorsRateAndShareEveryFewSeconds() throws IOException {
    ScoreProgress progress = new ScoreProgress(input, OptionalLong.of(200), now::get);
    input.readNBytes(49);
    input.read();

    now.set(TimeUnit.SECONDS.toNanos(1));
    assertThat(progress.add(100, 1)).isEmpty();
    now.set(TimeUnit.SECONDS.toNanos(4));
    assertThat(progress.add(100, 2))
        .contains("200 rows done, 3 of them errors, 50 a second, 25 % of the file");
    now.set(TimeUnit.SECONDS.toNanos(5));
    assertThat(progress.add(50, 0)).isEmpty();

    assertThat(progress.summary()).isEqualTo("250 rows done, 3 of them errors, 50 a second");
  }

  @Test
  void withoutASizeThereIsNoShare() {
    ScoreProgress progress = new ScoreProgress(input, OptionalLong.empty(), now::get);

    now.set(TimeUnit.SECONDS.toNanos(2));
    assertThat(progress.add(10, 0)).contains("10 rows done, 0 of them errors, 5 a second");
  }
}
