package io.mptstreams.trainer.learn;

import io.mptstreams.schemas.record.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a task is on its way to the next look.
 *
 * @param version who serves
 * @param training examples to train on
 * @param validation examples that only validate
 * @param newLabels since the last look
 * @param neededLabels that set off a look at once
 * @param nextLook when age will set off a look, if it will
 * @param looking a look is under way
 * @param judged predictions of the serving version that a label has judged
 * @param accuracy of those, 0 to 1; not a number if there is none
 * @param limited labels that were over their source's rate
 * @param change position of the last detected change in the task's log
 * @param lastVerdict the ledger's last word
 */
public record TaskStatus(
    String task,
    long version,
    int training,
    int validation,
    int newLabels,
    int neededLabels,
    Optional<Instant> nextLook,
    boolean looking,
    long judged,
    double accuracy,
    long duplicates,
    long relabelled,
    long limited,
    long evicted,
    OptionalLong change,
    OptionalLong pinned,
    Optional<LedgerEntry> lastVerdict) {

  /** "17 of 32 examples, next look in 40 s, last verdict: rejected, -1.2 points". */
  public String summary(Instant now) {
    StringBuilder text = new StringBuilder().append(newLabels).append(" of ").append(neededLabels);
    text.append(" new labels");
    if (looking) {
      text.append(", looking now");
    } else {
      nextLook.ifPresent(
          at ->
              text.append(", next look in ")
                  .append(Math.max(0, Duration.between(now, at).toSeconds()))
                  .append(" s"));
    }
    lastVerdict.ifPresent(
        entry ->
            text.append(", last verdict: ")
                .append(entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .append(", ")
                .append(entry.reason()));
    return text.toString();
  }
}
