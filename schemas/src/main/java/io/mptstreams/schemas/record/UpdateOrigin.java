package io.mptstreams.schemas.record;

/** Where a version of a task comes from. */
public enum UpdateOrigin {
  /** Written by a newer program; its meaning is not known here. */
  UNKNOWN,
  ADAPTED,
  ROLLED_BACK,
  IMPORTED,
  PINNED
}
