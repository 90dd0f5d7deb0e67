package io.mptstreams.streams.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.streams.feedback.ScoredEvent.Joined;
import io.mptstreams.streams.feedback.ScoredEvent.Predicted;
import io.mptstreams.streams.feedback.ScoredEvent.TaskEntry;
import io.mptstreams.streams.intake.SourceRecord;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class InternalFormatsTest {

  private static final ScoredEvent EVENT =
      new ScoredEvent(
          "id",
          "Grüße 🙂",
          Optional.of("pair"),
          5,
          6,
          List.of(
              new TaskEntry(
                  "a",
                  Optional.of(new Predicted(Optional.of("x"), 7, 0.5f)),
                  Optional.of(new Joined("y", 8))),
              new TaskEntry(
                  "b", Optional.of(new Predicted(Optional.empty(), 1, 0f)), Optional.empty()),
              new TaskEntry("c", Optional.empty(), Optional.empty())));

  private final ScoredEventSerde events = new ScoredEventSerde();
  private final SourceRecordsSerde records = new SourceRecordsSerde();

  @Test
  void readsTheScoredEventThatItWrote() {
    byte[] bytes = events.serializer().serialize("", EVENT);

    assertThat(events.deserializer().deserialize("", bytes)).isEqualTo(EVENT);
  }

  @Test
  void readsTheFeedbackThatItWrote() {
    List<SourceRecord> written =
        List.of(
            new SourceRecord("t", 1, 2, 3, null, new byte[] {1, 2}),
            new SourceRecord("t", 1, 3, 4, new byte[] {9}, new byte[0]));
    byte[] bytes = records.serializer().serialize("", written);

    assertThat(records.deserializer().deserialize("", bytes))
        .usingRecursiveComparison()
        .isEqualTo(written);
  }

  @Test
  void refusesWhatIsCutOffAndLengthsThatAreNotThere() {
    byte[] whole = events.serializer().serialize("", EVENT);
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 3);
    byte[] huge = whole.clone();
    huge[1] = 0x7f;

    assertThatThrownBy(() -> events.deserializer().deserialize("", cut))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> events.deserializer().deserialize("", huge))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("claims");
  }
}
