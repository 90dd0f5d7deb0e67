package io.mptstreams.streams.reload;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What can be said of an update before the engine sees it. Pure. */
final class UpdateCheck {

  private final String backboneDigest;

  UpdateCheck(String backboneDigest) {
    this.backboneDigest = backboneDigest;
  }

  /** Whether the update could ever be served by this program. */
  Optional<Refusal> ofItself(String task, TaskUpdate update) {
    if (!update.task().equals(task)) {
      return refuse(ErrorCode.INVALID_TASK, "keyed by " + task + ", made for " + update.task());
    }
    if (update.version() < 2) {
      return refuse(
          ErrorCode.STALE_VERSION,
          "version " + update.version() + " of a task is never published; 2 is the first");
    }
    if (!update.backboneDigest().equals(backboneDigest)) {
      return refuse(
          ErrorCode.WRONG_BACKBONE,
          "made for backbone " + update.backboneDigest() + ", this is " + backboneDigest);
    }
    return Optional.empty();
  }

  /**
   * Whether its number is new.
   *
   * @param known the digest that this version was taken with before
   */
  Optional<Refusal> version(long highest, Optional<String> known, TaskUpdate update) {
    if (known.isPresent()) {
      return refuse(
          ErrorCode.VERSION_REUSED, "version " + update.version() + " was taken for other numbers");
    }
    return update.version() > highest
        ? Optional.empty()
        : refuse(
            ErrorCode.STALE_VERSION,
            "version " + update.version() + " is not newer than " + highest);
  }

  /**
   * Whether the labels fit. An update that is older than the definition may hold labels that the
   * task has lost since, and lack labels that it has gained; a newer one must know the task. The
   * two times are compared, not the order of arrival, so that a scorer that starts later decides
   * alike.
   */
  Optional<Refusal> against(TaskDefinition definition, TaskUpdate update) {
    Set<String> foreign = new HashSet<>(update.labels());
    int own = 0;
    for (LabelDefinition label : definition.labels()) {
      own += foreign.remove(label.name()) ? 1 : 0;
    }
    boolean older = update.createdAt().isBefore(definition.registeredAt());
    if ((!foreign.isEmpty() && !older) || (own == 0 && !definition.labels().isEmpty())) {
      return refuse(
          ErrorCode.WRONG_LABELS,
          "labels " + update.labels() + ", the task has " + definition.labelNames());
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refuse(ErrorCode code, String message) {
    return Optional.of(new Refusal(code, message));
  }
}
