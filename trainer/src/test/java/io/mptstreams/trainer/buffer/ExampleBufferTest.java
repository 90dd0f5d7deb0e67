package io.mptstreams.trainer.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.schemas.record.Example;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExampleBufferTest {

  @Test
  void theLatestLabelOfAnEventWinsAndIsCounted() {
    ExampleBuffer buffer = new ExampleBuffer(new BufferSettings(10, 2, 0, 0));

    assertThat(buffer.add(example("a", "spam"), 0)).isEqualTo(Added.NEW);
    assertThat(buffer.add(example("b", "ham"), 1)).isEqualTo(Added.NEW);
    assertThat(buffer.add(example("a", "spam"), 2)).isEqualTo(Added.DUPLICATE);
    assertThat(buffer.add(example("a", "ham"), 3)).isEqualTo(Added.RELABELLED);

    assertThat(buffer.training()).extracting(HeldExample::id).containsExactly("b", "a");
    assertThat(buffer.training()).extracting(HeldExample::label).containsExactly("ham", "ham");
    assertThat(buffer.count(Added.DUPLICATE)).isEqualTo(1);
    assertThat(buffer.count(Added.RELABELLED)).isEqualTo(1);
  }

  @Test
  void takesNoMoreOfOneSourceThanItsRate() {
    ExampleBuffer buffer = new ExampleBuffer(new BufferSettings(100, 2, 0, 3));

    for (int i = 0; i < 5; i++) {
      buffer.add(example("e" + i, "spam"), i);
    }

    assertThat(buffer.training()).extracting(HeldExample::id).containsExactly("e0", "e1", "e2");
    assertThat(buffer.count(Added.LIMITED)).isEqualTo(2);
  }

  @Test
  void keepsRareLabelsAndTheNewestWhenItIsFull() {
    ExampleBuffer buffer = new ExampleBuffer(new BufferSettings(6, 3, 0, 0));
    buffer.add(example("rare", "spam"), 0);

    for (int i = 1; i <= 20; i++) {
      buffer.add(example("h" + i, "ham"), i);
    }

    assertThat(buffer.training())
        .extracting(HeldExample::id)
        .contains("rare", "h18", "h19", "h20")
        .hasSize(6);
    assertThat(buffer.evicted()).isEqualTo(15);
  }

  @Test
  void theSameEventsValidateOnEveryTrainer() {
    SplitRule rule = new SplitRule(0.2);

    long validating = IntStream.range(0, 10_000).filter(i -> rule.validates("event-" + i)).count();

    assertThat(validating / 10_000.0).isCloseTo(0.2, within(0.015));
    assertThat(Stream.of("a", "b", "c", "d", "e", "f").filter(rule::validates))
        .isEqualTo(
            Stream.of("a", "b", "c", "d", "e", "f").filter(new SplitRule(0.2)::validates).toList());
  }

  private static Example example(String id, String label) {
    return new Example(
        id,
        "task",
        "text of " + id,
        Optional.empty(),
        label,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        false,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
