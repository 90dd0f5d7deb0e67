package io.mptstreams.trainer.trigger;

import java.time.Instant;
import java.util.Optional;

/** Decides whether to look at a task now; pure. */
public record TriggerRule(TriggerSettings settings) {

  /** The first reason that holds. */
  public Optional<Trigger> check(TriggerState state, Instant now) {
    if (state.command()) {
      return Optional.of(Trigger.COMMAND);
    }
    if (state.labelsChanged()) {
      return Optional.of(Trigger.LABELS);
    }
    if (state.newerPrompt()) {
      return Optional.of(Trigger.PROMPT);
    }
    if (state.drift() && state.newLabels() >= settings.ageLabels()) {
      return Optional.of(Trigger.DRIFT);
    }
    if (state.newLabels() >= needed(state)) {
      return Optional.of(Trigger.COUNT);
    }
    boolean due = nextLook(state).map(at -> !now.isBefore(at)).orElse(false);
    return due ? Optional.of(Trigger.AGE) : Optional.empty();
  }

  /** New labels that set off a look at once: the more are known, the less do few more change. */
  public int needed(TriggerState state) {
    int part = (int) (settings.growth() * state.known());
    return Math.min(settings.labels(), Math.max(settings.first(), part));
  }

  /** When age alone will set off a look; empty while there are too few new labels for it. */
  public Optional<Instant> nextLook(TriggerState state) {
    if (state.newLabels() < settings.ageLabels()) {
      return Optional.empty();
    }
    return state.oldest().map(oldest -> oldest.plus(settings.age()));
  }
}
