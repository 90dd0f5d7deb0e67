package io.mptstreams.streams.feedback;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.intake.TextRules;
import org.apache.kafka.common.serialization.Deserializer;

/** Bytes of the feedback topic to feedback. Safe for any number of threads. */
public final class FeedbackReader {

  /**
   * Bytes of a record's key and value. Feedback travels and waits on internal topics, as it came
   * and under its event's id, and has to fit under the broker's own bound of 1 MB.
   */
  static final int LARGEST = 512 * 1024;

  private final Deserializer<Feedback> deserializer;
  private final TextRules rules;

  public FeedbackReader(Deserializer<Feedback> deserializer, TextRules rules) {
    this.deserializer = deserializer;
    this.rules = rules;
  }

  /**
   * Feedback that names an event and a label; the time it was given is filled in.
   *
   * @throws RecordRejectedException when it will never be readable
   */
  Feedback read(SourceRecord source) {
    if (source.value() == null) {
      throw new RecordRejectedException(ErrorCode.NOT_AVRO, "the value is null");
    }
    if (source.size() > LARGEST) {
      throw new RecordRejectedException(
          ErrorCode.RECORD_TOO_LARGE,
          "the feedback has " + source.size() + " bytes, at most " + LARGEST + " are taken");
    }
    Feedback feedback = deserializer.deserialize(source.topic(), source.value());
    if (feedback.eventId().isBlank()) {
      throw new RecordRejectedException(ErrorCode.UNKNOWN_EVENT, "the feedback names no event");
    }
    if (feedback.label().isBlank()) {
      throw new RecordRejectedException(ErrorCode.UNKNOWN_LABEL, "the label is empty or blank");
    }
    rules.check(feedback.label(), "");
    feedback.text().ifPresent(text -> rules.check(text, feedback.textPair().orElse("")));
    return feedback;
  }
}
