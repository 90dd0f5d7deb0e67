package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.TextEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole topology in virtual time: feedback, before its event, behind it, and without one. */
class TopologyFeedbackTest {

  @RegisterExtension final DrivenScorer scorer = new DrivenScorer();

  @Test
  void joinsFeedbackThatComesBeforeItsEvent() {
    scorer.in(scorer.topics().feedback()).pipeInput("x", Samples.feedback("e", null, "sad"));
    assertThat(scorer.out(scorer.topics().examples()).isEmpty()).isTrue();

    scorer.in(scorer.topics().sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));

    TestRecord<String, Example> example = scorer.out(scorer.topics().examples()).readRecord();
    assertThat(example.key()).isEqualTo("mood");
    assertThat(example.value().predictedVersion()).hasValue(1);
  }

  @Test
  void joinsOnceARelabelAgainAndNoDuplicate() {
    scorer.in(scorer.topics().sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));
    scorer.in(scorer.topics().feedback()).pipeInput("e", Samples.feedback("e", null, "sad"));
    scorer.in(scorer.topics().feedback()).pipeInput("e", Samples.feedback("e", null, "sad"));
    scorer.in(scorer.topics().feedback()).pipeInput("e", Samples.feedback("e", null, "happy"));

    assertThat(scorer.out(scorer.topics().examples()).readValuesToList())
        .extracting(example -> example.label() + " " + example.relabel())
        .containsExactly("sad false", "happy true");
  }

  @Test
  void joinsNoLabelToTheTextOfAnEarlierEventUnderTheSameId() {
    scorer.in(scorer.topics().tasks()).pipeInput("tone", Samples.mood("tone"));
    scorer.in(scorer.topics().sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));
    scorer.in(scorer.topics().feedback()).pipeInput("e", Samples.feedback("e", "mood", "sad"));
    scorer.in(scorer.topics().sharedEvents()).pipeInput("e", Samples.event("another", "tone"));

    scorer.in(scorer.topics().feedback()).pipeInput("e", Samples.feedback("e", "tone", "happy"));
    scorer.in(scorer.topics().feedback()).pipeInput("e", Samples.feedback("e", "mood", "happy"));

    assertThat(scorer.out(scorer.topics().examples()).readValuesToList())
        .extracting(example -> example.task() + ": " + example.text() + ": " + example.label())
        .containsExactly("mood: a text: sad", "tone: another: happy");
  }

  @Test
  void joinsLabelsOfTwoTasksThatTheSameTextCameForOneAfterTheOther() {
    scorer.in(scorer.topics().tasks()).pipeInput("tone", Samples.mood("tone"));
    scorer.in(scorer.topics().sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));
    scorer
        .in(scorer.topics().sharedEvents())
        .pipeInput(
            "e",
            new TextEvent("a text", Optional.of("its pair"), List.of("tone"), Optional.empty()));

    scorer.in(scorer.topics().feedback()).pipeInput("e", Samples.feedback("e", "mood", "sad"));
    scorer.in(scorer.topics().feedback()).pipeInput("e", Samples.feedback("e", "tone", "happy"));

    assertThat(scorer.out(scorer.topics().examples()).readValuesToList())
        .extracting(example -> example.task() + ": " + example.text() + ": " + example.label())
        .containsExactly("mood: a text: sad", "tone: a text: happy");
  }

  @Test
  void sweepsFeedbackWhoseEventNeverCame() {
    scorer.in(scorer.topics().feedback()).pipeInput("e", Samples.feedback("e", null, "sad"));
    scorer.driver().advanceWallClockTime(Duration.ofMinutes(59));
    assertThat(scorer.out(scorer.topics().feedbackLate()).isEmpty()).isTrue();

    scorer.driver().advanceWallClockTime(Duration.ofMinutes(3));

    Feedback late = scorer.out(scorer.topics().feedbackLate()).readValue();
    assertThat(late.reason()).contains(ErrorCode.UNKNOWN_EVENT);
    assertThat(late.eventId()).isEqualTo("e");
  }

  @Test
  void remembersAnEventForEachTaskAsLongAsTheTaskSays() {
    scorer.in(scorer.topics().tasks()).pipeInput("short", Samples.mood("short"));
    scorer.in(scorer.topics().sharedEvents()).pipeInput("a", Samples.event("a text", "mood"));
    scorer.in(scorer.topics().sharedEvents()).pipeInput("b", Samples.event("a text", "short"));
    scorer.driver().advanceWallClockTime(Duration.ofMinutes(40));

    scorer.in(scorer.topics().feedback()).pipeInput("a", Samples.feedback("a", null, "sad"));
    scorer.in(scorer.topics().feedback()).pipeInput("b", Samples.feedback("b", null, "sad"));

    assertThat(scorer.out(scorer.topics().examples()).readValuesToList())
        .extracting(Example::eventId)
        .containsExactly("a");
    assertThat(scorer.out(scorer.topics().feedbackLate()).readValue().reason())
        .contains(ErrorCode.LATE_FEEDBACK);
  }
}
