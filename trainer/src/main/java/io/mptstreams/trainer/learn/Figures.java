package io.mptstreams.trainer.learn;

/** Names of figures in ledger entries and updates that the trainer itself reads again. */
public final class Figures {

  /** Position in the task's example log up to which a verdict knows the examples. */
  public static final String UNTIL = "examples.until";

  /** Position of the change after which older examples fade. */
  public static final String CHANGE = "change.position";

  /** Position of the example from which on the texts are others. */
  public static final String INPUT_CHANGE = "input.change.position";

  /** How many examples u and v were trained on. */
  public static final String PROMPT_EXAMPLES = "prompt.examples";

  /** How many training examples there were when u and v were last trained, won or lost. */
  public static final String PROMPT_TRIED = "prompt.tried";

  /** The shared prompt's version. */
  public static final String SHARED_PROMPT = "shared-prompt.version";

  /** The newest shared prompt that the task was tried behind. */
  public static final String PROMPT_JUDGED = "shared-prompt.judged";

  /** Followed by a source's name: the weight of its labels. */
  public static final String SOURCE_WEIGHT = "source.weight.";

  /** Followed by a source's name: how often held-out predictions agree with it. */
  public static final String SOURCE_AGREEMENT = "source.agreement.";

  private Figures() {}
}
