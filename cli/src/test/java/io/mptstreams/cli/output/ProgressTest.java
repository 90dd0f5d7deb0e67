package io.mptstreams.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final List<String> said = new ArrayList<>();
  private Duration now = Duration.ofDays(1);
  private final Progress progress = new Progress(said::add, () -> now.toNanos());

  @Test
  void saysNothingOfShortWorkAndALineEveryFiveSecondsOfLongWork() {
    progress.begin("the file", 0, 100);
    after(4, 20);
    assertThat(said).isEmpty();

    after(2, 30);
    after(4, 50);
    after(2, 60);

    assertThat(said)
        .containsExactly(
            "30 of 100, about 14 s left of the file", "60 of 100, about 8 s left of the file");
  }

  @Test
  void takesThePaceFromThisRunAlone() {
    progress.begin("the file", 900, 1000);

    after(10, 910);

    assertThat(said).containsExactly("910 of 100, about 90 s left of the file");
  }

  @Test
  void everyPartHasAPaceOfItsOwn() {
    progress.begin("the first", 0, 100);
    after(100, 100);
    progress.begin("the second", 0, 100);
    after(5, 50);

    assertThat(said)
        .containsExactly(
            "100 of 100, about 0 s left of the first", "50 of 100, about 5 s left of the second");
  }

  @Test
  void knowsWhenTheTimeIsOver() {
    progress.begin("it", 0, 100, Optional.of(Duration.ofSeconds(60)));

    after(20, 1);

    assertThat(said).containsExactly("1 of 100, about 40 s left of it");
  }

  @Test
  void promisesNothingThatNobodyKnows() {
    progress.begin("it", 0, 0);
    after(10, 5);
    progress.begin("it", 5, 100);
    after(10, 5);

    assertThat(said).containsExactly("5 of 100", "5 of 100");
  }

  @Test
  void countsLongTimesInMinutesAndHours() {
    progress.begin("it", 0, 100);
    after(60, 10);
    after(6000, 20);

    assertThat(said)
        .containsExactly(
            "10 of 100, about 9 min left of it", "20 of 100, about 6 h 44 min left of it");
  }

  private void after(int seconds, int done) {
    now = now.plusSeconds(seconds);
    progress.at(done, () -> done + " of 100");
  }
}
