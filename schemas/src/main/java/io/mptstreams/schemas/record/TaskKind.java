package io.mptstreams.schemas.record;

/** What goes into a task and what comes out. */
public enum TaskKind {
  /** One text in, a label out. */
  SINGLE,
  /** Two texts in, a label out. */
  PAIR,
  /** A text in, a text out. */
  GENERATION
}
