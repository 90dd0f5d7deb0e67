package io.mptstreams.trainer.publish;

/** What became of a decision that was to be published. */
public enum Publication {
  DONE,
  /** Nothing was published, and the decision will be made again by whoever owns the task. */
  VOID,
  /** Nothing was published, and never will be: a topic takes no record so large. */
  TOO_LARGE
}
