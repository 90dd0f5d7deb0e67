package io.mptstreams.engine.checkpoint.peft;

/** What PEFT puts around the backbone. */
public enum PeftTaskType {
  /** A linear classifier, one for all tasks of the adapter. */
  SEQ_CLS,
  SEQ_2_SEQ_LM,
  CAUSAL_LM,
  TOKEN_CLS,
  QUESTION_ANS,
  FEATURE_EXTRACTION
}
