package io.mptstreams.schemas.record;

/**
 * Every reason for which an input is refused: the same names in dead letters, ledger, logs, metrics
 * and the runbook. A name is never reused for another meaning.
 */
public enum ErrorCode {
  NOT_AVRO("the value is not in the wire format: magic byte 0, a 4-byte schema id, Avro binary"),
  UNKNOWN_SCHEMA("the registry does not know the schema id"),
  SCHEMA_MISMATCH("the schema or the bytes cannot be read as the topic's record"),
  INVALID_UNICODE("the text is not valid Unicode"),
  EMPTY_TEXT("the text is empty or blank"),
  TEXT_TOO_LARGE("the text is larger than the configured bound"),
  RECORD_TOO_LARGE("an id, a name or the headers of the record are larger than their bounds"),
  MISSING_TEXT_PAIR("the task takes a pair of texts and the second is missing"),
  NO_TASK("neither the event nor its topic names a task"),
  UNKNOWN_TASK("no such task is registered"),
  UNKNOWN_LABEL("the label is not one of the task's labels"),
  AMBIGUOUS_TASK("the event had several tasks and the feedback names none"),
  UNKNOWN_EVENT("no event with that id came within the feedback horizon"),
  LATE_FEEDBACK("the feedback is older than the feedback horizon"),
  OUTDATED_LABEL("a label of the same event that was given later has been joined already"),
  DEADLINE_EXCEEDED("the engine did not answer within the deadline"),
  ENGINE_FAILED("the engine failed on this input"),
  INVALID_TASK("the task's definition contradicts itself"),
  NOT_FINITE("the update holds a number that is not finite"),
  WRONG_SHAPE("a tensor has not the shape that the prompt, the backbone and the labels call for"),
  WRONG_BACKBONE("the update was made for another backbone"),
  WRONG_DIGEST("the digest is not that of the tensors"),
  WRONG_LABELS("the update's labels are not labels of the task"),
  STALE_VERSION("the version is not newer than the one that serves"),
  VERSION_REUSED("the version was used before for other bytes"),
  UNKNOWN_VERSION("the pinned version is not at hand"),
  UNKNOWN_SHARED_PROMPT("the shared prompt that it multiplies has not come yet"),
  INTERNAL("a defect of this program");

  private final String meaning;

  ErrorCode(String meaning) {
    this.meaning = meaning;
  }

  /** One line for people. */
  public String meaning() {
    return meaning;
  }
}
