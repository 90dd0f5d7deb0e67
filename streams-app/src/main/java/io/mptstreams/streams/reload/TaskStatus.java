package io.mptstreams.streams.reload;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One task as people ask for it.
 *
 * @param version what serves; empty before the first event of a task without an update
 * @param newest the newest version that was published, 1 without any
 */
public record TaskStatus(
    String task,
    String kind,
    List<String> labels,
    OptionalLong version,
    OptionalLong sharedPromptVersion,
    long newest,
    OptionalLong pinned,
    Optional<Float> threshold,
    boolean acceptsFeedback) {

  static TaskStatus of(TaskSlot slot) {
    ServedTask served = slot.served();
    return new TaskStatus(
        slot.task(),
        slot.definition().kind().name(),
        slot.definition().labelNames(),
        served == null ? OptionalLong.empty() : OptionalLong.of(served.version()),
        served == null ? OptionalLong.empty() : OptionalLong.of(served.sharedPromptVersion()),
        slot.highest(),
        slot.definition().pinnedVersion(),
        slot.definition().threshold(),
        slot.definition().acceptsFeedback());
  }
}
