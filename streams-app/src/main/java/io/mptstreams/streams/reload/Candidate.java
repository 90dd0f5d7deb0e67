package io.mptstreams.streams.reload;

import io.mptstreams.schemas.record.TaskUpdate;
import java.time.Instant;

/**
 * An update that passed the checks that need nothing but itself.
 *
 * @param published timestamp of its record
 */
record Candidate(TaskUpdate update, Instant published) {

  long version() {
    return update.version();
  }
}
