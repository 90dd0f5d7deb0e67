/** Attention over source prompts as in Asai et al., EMNLP 2022. */
package io.mptstreams.engine.tuning.attempt;
