package io.mptstreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedbackScheduleTest {

  @Test
  void aLabelIsDueItsDelayAfterThePrediction() {
    FeedbackSchedule labels = new FeedbackSchedule(1, Duration.ofNanos(100), 7);
    labels.predicted(event(1), 1_000);
    labels.predicted(event(2), 1_050);

    assertThat(labels.due(1_099)).isEmpty();
    assertThat(labels.due(1_100)).containsExactly(event(1));
    assertThat(labels.due(2_000)).containsExactly(event(2));
    assertThat(labels.isEmpty()).isTrue();
  }

  @Test
  void choosesTheShareWhateverTheOrder() {
    FeedbackSchedule labels = new FeedbackSchedule(0.3, Duration.ZERO, 7);

    double chosen =
        IntStream.range(0, 10_000).filter(i -> labels.isChosen(event(i))).count() / 10_000.0;

    assertThat(chosen).isCloseTo(0.3, within(0.02));
    assertThat(labels.isChosen(event(5))).isEqualTo(labels.isChosen(event(5)));
  }

  private static DemoEvent event(int id) {
    return new DemoEvent("demo-" + id, "t", "text", Optional.empty(), "yes");
  }
}
