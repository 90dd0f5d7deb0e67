package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.topic.KafkaTopic;
import io.mptstreams.streams.feedback.SourceRecordsSerde;
import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole topology: what it cannot use, and that it goes on. */
class TopologyRefusalsTest {

  @RegisterExtension final DrivenScorer scorer = new DrivenScorer();

  @Test
  void sendsALabelThatTheTaskDoesNotHaveToTheDeadLettersAsItCame() {
    Feedback feedback = Samples.feedback("e", null, "angry");
    scorer.in(scorer.topics().sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));
    scorer.in(scorer.topics().feedback()).pipeInput("key", feedback);

    TestRecord<String, byte[]> letter = scorer.deadLetter();
    assertThat(letter.key()).isEqualTo("key");
    assertThat(DrivenScorer.header(letter, DeadLetterHeaders.CODE)).isEqualTo("UNKNOWN_LABEL");
    assertThat(DrivenScorer.header(letter, DeadLetterHeaders.TOPIC))
        .isEqualTo(scorer.topics().feedback().name());
    assertThat(DrivenScorer.header(letter, DeadLetterHeaders.TASK)).isNull();
    assertThat(letter.value())
        .isEqualTo(
            scorer.serdes().of(scorer.topics().feedback()).serializer().serialize("", feedback));
  }

  /** As after a restart with a lower bound of texts, or with another registry. */
  @Test
  void sendsFeedbackThatCannotBeReadAnyMoreToTheDeadLetters() {
    SourceRecord source =
        new SourceRecord(scorer.topics().feedback().name(), 0, 7, 0, null, new byte[] {1, 2, 3});
    scorer
        .driver()
        .createInputTopic(
            "mpt-scorer-feedback-by-event-repartition",
            new StringSerializer(),
            new SourceRecordsSerde().serializer())
        .pipeInput("e", List.of(source));

    TestRecord<String, byte[]> letter = scorer.deadLetter();
    assertThat(DrivenScorer.header(letter, DeadLetterHeaders.CODE)).isEqualTo("NOT_AVRO");
    assertThat(DrivenScorer.header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("7");
    assertThat(letter.value()).isEqualTo(source.value());
  }

  @Test
  void scoresTheGoodTaskOfAnEventWhoseOtherTaskIsUnknown() {
    scorer
        .in(scorer.topics().sharedEvents())
        .pipeInput("e", Samples.event("a text", "mood", "none"));

    assertThat(scorer.out(scorer.topics().predictions()).readValue().task()).isEqualTo("mood");
    TestRecord<String, byte[]> letter = scorer.deadLetter();
    assertThat(DrivenScorer.header(letter, DeadLetterHeaders.CODE)).isEqualTo("UNKNOWN_TASK");
    assertThat(DrivenScorer.header(letter, DeadLetterHeaders.TASK)).isEqualTo("none");
  }

  @Test
  void survivesUnreadableValuesOnTheCompactedTopics() {
    for (KafkaTopic topic :
        List.of(
            scorer.topics().tasks(),
            scorer.topics().sharedPrompts(),
            scorer.topics().taskUpdates())) {
      scorer
          .driver()
          .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
          .pipeInput("mood", new byte[] {1, 2, 3});
    }

    scorer.in(scorer.topics().sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));

    assertThat(scorer.out(scorer.topics().predictions()).readValue().task()).isEqualTo("mood");
    assertThat(scorer.ledger())
        .extracting(entry -> entry.code().orElseThrow())
        .containsExactly(ErrorCode.NOT_AVRO, ErrorCode.NOT_AVRO, ErrorCode.NOT_AVRO);
  }
}
