package io.mptstreams.trainer.learn;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.trainer.adapt.Parameters;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What was decided about one task before: a fold over its updates and its ledger, in any order
 * between the two. Every trainer has it of every task, owned or not, since the next version number
 * must be right the moment a task is taken over. Belongs to the thread that owns the core.
 */
final class TaskHistory {

  private static final Set<LedgerKind> VERDICTS =
      EnumSet.of(
          LedgerKind.PROMOTED,
          LedgerKind.REJECTED,
          LedgerKind.POSTPONED,
          LedgerKind.ROLLED_BACK,
          LedgerKind.REFUSED);
  private static final int REMEMBERED = 8;

  private final Map<Long, List<String>> trainedOn =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<String>> eldest) {
          return size() > REMEMBERED;
        }
      };
  private Champion champion = Champion.coldStart();
  private Optional<Champion> predecessor = Optional.empty();
  private long highest = 1;
  private long lookedUntil;
  private long alarmedUntil;
  private int promptTriedAt;
  private OptionalLong change = OptionalLong.empty();
  private Optional<LedgerEntry> lastVerdict = Optional.empty();
  private OptionalLong pinned = OptionalLong.empty();

  /** Takes an update in; one that is not newer than the champion changes nothing. */
  void add(TaskUpdate update) {
    highest = Math.max(highest, update.version());
    if (update.version() <= champion.version()) {
      return;
    }
    predecessor =
        update.origin() == UpdateOrigin.ROLLED_BACK || update.origin() == UpdateOrigin.PINNED
            ? Optional.empty()
            : Optional.of(champion());
    champion =
        new Champion(
            update.version(),
            OptionalLong.of(update.sharedPromptVersion()),
            Optional.of(Parameters.of(update)),
            Set.of(),
            update.metrics().getOrDefault(Figures.UNTIL, 0.0).longValue(),
            update.metrics().getOrDefault(Figures.PROMPT_EXAMPLES, 0.0).intValue());
  }

  /** Takes a ledger entry in. */
  void add(LedgerEntry entry) {
    entry.version().ifPresent(version -> highest = Math.max(highest, version));
    Double until = entry.metrics().get(Figures.UNTIL);
    switch (entry.kind()) {
      case PINNED -> pinned = entry.version();
      case UNPINNED -> pinned = OptionalLong.empty();
      case DRIFT -> {
        if (until != null) {
          alarmedUntil = Math.max(alarmedUntil, until.longValue());
          Double at = entry.metrics().get(Figures.CHANGE);
          change = at == null ? change : OptionalLong.of(at.longValue());
        }
      }
      default -> {
        if (VERDICTS.contains(entry.kind()) && until != null) {
          verdict(entry, until.longValue());
        }
      }
    }
  }

  private void verdict(LedgerEntry entry, long until) {
    lookedUntil = Math.max(lookedUntil, until);
    lastVerdict = Optional.of(entry);
    promptTriedAt =
        entry.metrics().getOrDefault(Figures.PROMPT_TRIED, (double) promptTriedAt).intValue();
    entry.version().ifPresent(version -> trainedOn.put(version, entry.exampleIds()));
  }

  /** Who serves. */
  Champion champion() {
    return withExamples(champion);
  }

  /** Who served before, while the guard can still go back. */
  Optional<Champion> predecessor() {
    return predecessor.map(this::withExamples);
  }

  /** A number that was never used. */
  long nextVersion() {
    return highest + 1;
  }

  /** Position of the first example that no verdict knows. */
  long lookedUntil() {
    return lookedUntil;
  }

  /** Position of the first example that may raise an alarm. */
  long alarmedUntil() {
    return alarmedUntil;
  }

  int promptTriedAt() {
    return promptTriedAt;
  }

  OptionalLong change() {
    return change;
  }

  Optional<LedgerEntry> lastVerdict() {
    return lastVerdict;
  }

  /** The pin that the ledger knows of. */
  OptionalLong pinned() {
    return pinned;
  }

  private Champion withExamples(Champion c) {
    List<String> ids = trainedOn.get(c.version());
    return ids == null
        ? c
        : new Champion(
            c.version(),
            c.sharedPrompt(),
            c.parameters(),
            Set.copyOf(ids),
            c.until(),
            c.promptExamples());
  }
}
