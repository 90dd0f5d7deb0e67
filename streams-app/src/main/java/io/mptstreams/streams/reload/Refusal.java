package io.mptstreams.streams.reload;

import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.schemas.record.ErrorCode;

/**
 * Why something on the compacted topics is not served.
 *
 * @param message for people
 */
record Refusal(ErrorCode code, String message) {

  static Refusal of(InvalidParametersException e) {
    return new Refusal(ErrorCode.valueOf(e.problem().name()), e.getMessage());
  }
}
