package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology in virtual time: feedback, before its event, behind it, and without one. */
class TopologyFeedbackTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  @TempDir Path folder;

  private DrivenScorer scorer;
  private Topics topics;

  @BeforeEach
  void open() {
    scorer = new DrivenScorer(kafka, miniLm, folder);
    topics = scorer.topics();
  }

  @AfterEach
  void close() {
    scorer.close();
  }

  @Test
  void joinsFeedbackThatComesBeforeItsEvent() {
    scorer.in(topics.feedback()).pipeInput("x", Samples.feedback("e", null, "sad"));
    assertThat(scorer.out(topics.examples()).isEmpty()).isTrue();

    scorer.in(topics.sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));

    TestRecord<String, Example> example = scorer.out(topics.examples()).readRecord();
    assertThat(example.key()).isEqualTo("mood");
    assertThat(example.value().predictedVersion()).hasValue(1);
  }

  @Test
  void joinsOnceARelabelAgainAndNoDuplicate() {
    scorer.in(topics.sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));
    scorer.in(topics.feedback()).pipeInput("e", Samples.feedback("e", null, "sad"));
    scorer.in(topics.feedback()).pipeInput("e", Samples.feedback("e", null, "sad"));
    scorer.in(topics.feedback()).pipeInput("e", Samples.feedback("e", null, "happy"));

    assertThat(scorer.out(topics.examples()).readValuesToList())
        .extracting(example -> example.label() + " " + example.relabel())
        .containsExactly("sad false", "happy true");
  }

  @Test
  void sweepsFeedbackWhoseEventNeverCame() {
    scorer.in(topics.feedback()).pipeInput("e", Samples.feedback("e", null, "sad"));
    scorer.driver().advanceWallClockTime(Duration.ofMinutes(59));
    assertThat(scorer.out(topics.feedbackLate()).isEmpty()).isTrue();

    scorer.driver().advanceWallClockTime(Duration.ofMinutes(3));

    Feedback late = scorer.out(topics.feedbackLate()).readValue();
    assertThat(late.reason()).contains(ErrorCode.UNKNOWN_EVENT);
    assertThat(late.eventId()).isEqualTo("e");
  }

  @Test
  void remembersAnEventForEachTaskAsLongAsTheTaskSays() {
    scorer.in(topics.tasks()).pipeInput("short", Samples.mood("short"));
    scorer.in(topics.sharedEvents()).pipeInput("a", Samples.event("a text", "mood"));
    scorer.in(topics.sharedEvents()).pipeInput("b", Samples.event("a text", "short"));
    scorer.driver().advanceWallClockTime(Duration.ofMinutes(40));

    scorer.in(topics.feedback()).pipeInput("a", Samples.feedback("a", null, "sad"));
    scorer.in(topics.feedback()).pipeInput("b", Samples.feedback("b", null, "sad"));

    assertThat(scorer.out(topics.examples()).readValuesToList())
        .extracting(Example::eventId)
        .containsExactly("a");
    assertThat(scorer.out(topics.feedbackLate()).readValue().reason())
        .contains(ErrorCode.LATE_FEEDBACK);
  }
}
