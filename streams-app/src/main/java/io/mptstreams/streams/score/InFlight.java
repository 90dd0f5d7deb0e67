package io.mptstreams.streams.score;

import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.streams.intake.IncomingEvent;
import io.mptstreams.streams.reload.ServedTask;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One event record between its poll and its {@code process()}. */
public sealed interface InFlight {

  /** It cannot be read. */
  record Unreadable(RecordRejectedException why) implements InFlight {}

  /** It is with the engine, once for each task. */
  record Submitted(IncomingEvent event, List<TaskPart> parts) implements InFlight {

    public Submitted {
      parts = List.copyOf(parts);
    }
  }

  /** One task's part of an event. */
  sealed interface TaskPart {

    String task();
  }

  /** The task cannot take this event. */
  record Declined(String task, RecordRejectedException why) implements TaskPart {}

  /**
   * The task's answer is under way.
   *
   * @param served as it was when the event was submitted
   * @param shadow the answer of the version on trial, where it only looks on
   */
  record Asked(
      ServedTask served,
      ScoringRequest request,
      CompletableFuture<ScoringResult> answer,
      Optional<CompletableFuture<ScoringResult>> shadow)
      implements TaskPart {

    @Override
    public String task() {
      return served.definition().name();
    }
  }
}
