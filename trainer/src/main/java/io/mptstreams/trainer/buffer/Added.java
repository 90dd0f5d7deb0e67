package io.mptstreams.trainer.buffer;

/** What an example was to a buffer. */
public enum Added {
  /** An event that had no label yet. */
  NEW,
  /** The same label of the same event again. */
  DUPLICATE,
  /** Another label for an event that had one; the latest wins. */
  RELABELLED,
  /** Over the rate that one source may send; not learned from. */
  LIMITED
}
