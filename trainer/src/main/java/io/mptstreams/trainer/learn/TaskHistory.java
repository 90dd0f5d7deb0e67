package io.mptstreams.trainer.learn;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.service.UpdateRecords;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
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
  private final Map<Long, TaskUpdate> former = new HashMap<>();
  private Optional<TaskUpdate> serving = Optional.empty();
  private OptionalLong refused = OptionalLong.empty();
  private boolean settled;
  private long highest = 1;
  private long lookedUntil;
  private long alarmedUntil;
  private int promptTriedAt;
  private long promptJudged;
  private OptionalLong change = OptionalLong.empty();
  private OptionalLong inputChange = OptionalLong.empty();
  private Optional<LedgerEntry> lastVerdict = Optional.empty();
  private OptionalLong pinned = OptionalLong.empty();

  /**
   * Takes in an update that this trainer has published, before it is read. Somebody may have
   * published another under the same number in the same moment.
   */
  void settle(TaskUpdate update) {
    add(update);
    settled = serving.equals(Optional.of(update));
  }

  /**
   * Takes in an update as it is read; one that is not newer than the champion changes nothing. Of
   * two with one number the first serves, as scorers have it.
   */
  void add(TaskUpdate update) {
    if (settled && update.version() == version()) {
      settled = false;
      serving = Optional.of(update);
      return;
    }
    highest = Math.max(highest, update.version());
    if (update.version() <= version()) {
      return;
    }
    serving.ifPresent(old -> former.put(old.version(), old));
    serving = Optional.of(update);
    settled = false;
    former.keySet().removeIf(version -> !OptionalLong.of(version).equals(update.parent()));
    refused = OptionalLong.empty();
  }

  /** The versions were taken back, as compaction would have left it. */
  void withdraw() {
    serving = Optional.empty();
    former.clear();
    settled = false;
  }

  /** Takes in a version that was kept when another took its place. */
  void keep(TaskUpdate update) {
    highest = Math.max(highest, update.version());
    boolean stale =
        serving.isPresent()
            && update.version() < version()
            && !serving.get().parent().equals(OptionalLong.of(update.version()));
    if (!stale) {
      former.put(update.version(), update);
    }
  }

  /** What to write beside an update that takes the champion's place. */
  List<KeptVersion> retire(TaskUpdate update) {
    List<KeptVersion> kept = new ArrayList<>();
    boolean back = update.origin() == UpdateOrigin.ROLLED_BACK;
    serving.filter(s -> !back).map(KeptVersion::of).ifPresent(kept::add);
    OptionalLong parent = serving.map(TaskUpdate::parent).orElse(OptionalLong.empty());
    if (parent.isPresent() && former.containsKey(parent.getAsLong()) && refused.isEmpty()) {
      kept.add(KeptVersion.release(update.task(), parent.getAsLong()));
    }
    return kept;
  }

  /** Takes a ledger entry in. */
  void add(LedgerEntry entry) {
    entry.version().ifPresent(version -> highest = Math.max(highest, version));
    if (entry.kind() == LedgerKind.REFUSED && entry.version().isPresent()) {
      refused = entry.version();
    }
    Double until = entry.metrics().get(Figures.UNTIL);
    switch (entry.kind()) {
      case PINNED -> pinned = entry.version();
      case UNPINNED -> pinned = OptionalLong.empty();
      case DRIFT -> {
        Double input = entry.metrics().get(Figures.INPUT_CHANGE);
        if (input != null) {
          inputChange = OptionalLong.of(input.longValue());
        } else if (until != null) {
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
    promptJudged =
        entry.metrics().getOrDefault(Figures.PROMPT_JUDGED, (double) promptJudged).longValue();
    promptTriedAt =
        entry.metrics().getOrDefault(Figures.PROMPT_TRIED, (double) promptTriedAt).intValue();
    entry.version().ifPresent(version -> trainedOn.put(version, entry.exampleIds()));
  }

  /** Who serves. */
  Champion champion() {
    return serving.map(this::champion).orElseGet(Champion::coldStart);
  }

  /**
   * Who served before, while the guard can still go back: not after a rollback or a pin, and only
   * while its numbers are there.
   */
  Optional<Champion> predecessor() {
    return serving
        .filter(s -> s.origin() != UpdateOrigin.ROLLED_BACK && s.origin() != UpdateOrigin.PINNED)
        .map(TaskUpdate::parent)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .flatMap(
            parent ->
                parent == 1
                    ? Optional.of(Champion.coldStart())
                    : Optional.ofNullable(former.get(parent)).map(this::champion));
  }

  private long version() {
    return serving.map(TaskUpdate::version).orElse(1L);
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

  /** The newest shared prompt that the task was tried behind or serves behind; 0 for none. */
  long promptJudged() {
    return Math.max(promptJudged, serving.map(TaskUpdate::sharedPromptVersion).orElse(0L));
  }

  int promptTriedAt() {
    return promptTriedAt;
  }

  OptionalLong change() {
    return change;
  }

  OptionalLong inputChange() {
    return inputChange;
  }

  Optional<LedgerEntry> lastVerdict() {
    return lastVerdict;
  }

  /** The pin that the ledger knows of. */
  OptionalLong pinned() {
    return pinned;
  }

  private Champion champion(TaskUpdate u) {
    return new Champion(
        u.version(),
        OptionalLong.of(u.sharedPromptVersion()),
        Optional.of(UpdateRecords.parameters(u)),
        Set.copyOf(trainedOn.getOrDefault(u.version(), List.of())),
        u.metrics().getOrDefault(Figures.UNTIL, 0.0).longValue(),
        u.metrics().getOrDefault(Figures.PROMPT_EXAMPLES, 0.0).intValue());
  }
}
