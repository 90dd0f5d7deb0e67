package io.mptstreams.streams.feedback;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Example;

/** What becomes of one piece of feedback. */
sealed interface JoinVerdict {

  /** It is an example; {@code now} is what to remember of its event. */
  record Learn(Example example, ScoredEvent now) implements JoinVerdict {}

  /** The same label was joined before; {@code now} knows when it was given last. */
  record Duplicate(ScoredEvent now) implements JoinVerdict {}

  /** Its event has not come yet. */
  record Wait() implements JoinVerdict {}

  /** It is not joined. */
  record Late(ErrorCode reason) implements JoinVerdict {}

  /** It contradicts its task. */
  record Refuse(RecordRejectedException why) implements JoinVerdict {}
}
