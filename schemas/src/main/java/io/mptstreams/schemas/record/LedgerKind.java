package io.mptstreams.schemas.record;

/** What happened to a version of a task. */
public enum LedgerKind {
  /** Written by a newer program; its meaning is not known here. */
  UNKNOWN,
  /** The challenger won and was published. */
  PROMOTED,
  /** The challenger lost. */
  REJECTED,
  /** There was too little to decide on. */
  POSTPONED,
  ROLLED_BACK,
  PINNED,
  UNPINNED,
  /** A scorer serves it. */
  APPLIED,
  /** A scorer or the trainer refused it; the code says why. */
  REFUSED,
  /** The task's world changed. */
  DRIFT
}
