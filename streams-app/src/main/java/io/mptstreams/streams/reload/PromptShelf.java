package io.mptstreams.streams.reload;

import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.service.PromptRecords;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The shared prompts that the engine holds, by version. Until one comes from the topic, tasks start
 * from the one that the program brings along. Guarded by its own monitor.
 */
final class PromptShelf {

  private final ScoringEngine engine;
  private final Supplier<SharedPrompt> fallback;
  private final TreeMap<Long, String> digests = new TreeMap<>();

  /**
   * @param fallback asked once, if the topic holds no prompt for this backbone
   */
  PromptShelf(ScoringEngine engine, Supplier<SharedPrompt> fallback) {
    this.engine = engine;
    this.fallback = fallback;
  }

  /**
   * Gives a prompt to the engine.
   *
   * @return why it is refused; empty when it is there now
   */
  synchronized Optional<Refusal> add(SharedPromptRecord prompt) {
    String known = digests.get(prompt.version());
    if (known != null) {
      return known.equals(prompt.digest())
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  ErrorCode.VERSION_REUSED,
                  "shared prompt " + prompt.version() + " is there with other numbers"));
    }
    try {
      install(PromptRecords.prompt(prompt));
    } catch (InvalidParametersException e) {
      return Optional.of(Refusal.of(e));
    }
    digests.put(prompt.version(), prompt.digest());
    return Optional.empty();
  }

  /** Puts the program's own prompt there if no other is. */
  synchronized void ensureOne() {
    if (digests.isEmpty()) {
      SharedPrompt own = fallback.get();
      install(own);
      digests.put(own.version(), PromptRecords.digest(own));
    }
  }

  synchronized boolean has(long version) {
    return digests.containsKey(version);
  }

  /** Where a task starts: the newest. */
  synchronized OptionalLong newest() {
    return digests.isEmpty() ? OptionalLong.empty() : OptionalLong.of(digests.lastKey());
  }

  /** Versions and digests, for people. */
  synchronized Map<Long, String> digests() {
    return new TreeMap<>(digests);
  }

  private void install(SharedPrompt prompt) {
    // Not waited for: the engine takes what it is told in order, and refuses at once.
    var unused = engine.install(prompt);
  }
}
