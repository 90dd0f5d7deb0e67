package io.mptstreams.trainer.replay;

import io.mptstreams.engine.prompt.TaskParameters;

/** Something else that answers the same events and gets the same labels. */
interface Rival {

  /** As it stands in the result. */
  String name();

  /**
   * A task is new to the stream, or has other labels from here on.
   *
   * @param start version 1 of it
   */
  void define(String task, TaskParameters start);

  /** Its answer, before the label is known. */
  String answer(ReplayEvent event);

  /** A label came back. */
  void learn(ReplayEvent event, String label);
}
