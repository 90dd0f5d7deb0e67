package io.mptstreams.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScoreProgressTest {

  private final AtomicLong now = new AtomicLong();
  private final List<String> said = new ArrayList<>();
  private final CountedInput input = new CountedInput(new ByteArrayInputStream(new byte[200]));

  @Test
  void tellsRowsErrorsRateShareAndTimeLeftEveryFewSeconds() throws IOException {
    ScoreProgress progress = of(OptionalLong.of(200));
    input.readNBytes(49);
    input.read();

    now.set(TimeUnit.SECONDS.toNanos(1));
    progress.add(100, 1);
    now.set(TimeUnit.SECONDS.toNanos(5));
    progress.add(150, 2);
    now.set(TimeUnit.SECONDS.toNanos(6));
    progress.add(50, 0);

    assertThat(said)
        .containsExactly(
            "250 rows done, 3 of them errors, 50 a second, 25 % of the file,"
                + " about 15 s left of the file");
    assertThat(progress.summary()).isEqualTo("300 rows done, 3 of them errors, 50 a second");
  }

  @Test
  void whatWasReadOverSaysNothingAboutThePace() throws IOException {
    input.readNBytes(100);
    ScoreProgress progress = of(OptionalLong.of(200));
    input.readNBytes(50);

    now.set(TimeUnit.SECONDS.toNanos(10));
    progress.add(100, 0);

    assertThat(said)
        .containsExactly(
            "100 rows done, 0 of them errors, 10 a second, 75 % of the file,"
                + " about 10 s left of the file");
  }

  @Test
  void withoutASizeThereIsNoShare() {
    ScoreProgress progress = of(OptionalLong.empty());

    now.set(TimeUnit.SECONDS.toNanos(5));
    progress.add(10, 0);

    assertThat(said).containsExactly("10 rows done, 0 of them errors, 2 a second");
  }

  private ScoreProgress of(OptionalLong size) {
    return new ScoreProgress(input, size, said::add, now::get);
  }
}
