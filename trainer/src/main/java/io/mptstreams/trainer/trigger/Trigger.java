package io.mptstreams.trainer.trigger;

import java.util.Locale;

/** What sets off a look at a task. */
public enum Trigger {
  /** Somebody asked. */
  COMMAND,
  /** A detector says that the task's world changed. */
  DRIFT,
  /** A label was added or removed. */
  LABELS,
  /** There is a newer shared prompt. */
  PROMPT,
  /** Enough new labels. */
  COUNT,
  /** New labels have waited long enough. */
  AGE;

  /** As it stands in the ledger. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
