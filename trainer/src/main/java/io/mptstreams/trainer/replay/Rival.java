package io.mptstreams.trainer.replay;

/** Something else that answers the same events and gets the same labels. */
interface Rival {

  /** As it stands in the result. */
  String name();

  /** Its answer, before the label is known. */
  String answer(ReplayEvent event);

  /** A label came back. */
  void learn(ReplayEvent event, String label);
}
