package io.mptstreams.trainer.replay;

/**
 * How a task stands once a change is {@link #AFTER} events old, beside the whole method adapted
 * once on all labels that came from the new part, in hindsight. Both are judged by the events from
 * there to the end that got no label, so that neither has seen them.
 *
 * @param events judged
 */
public record Recovery(ReplayChange change, int events, double adaptive, double newPartAlone) {

  /** Events of the stream that a task is given. */
  public static final int AFTER = 300;
}
