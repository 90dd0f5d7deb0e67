/** Vanilla prompt tuning (Lester et al., EMNLP 2021). */
package io.mptstreams.engine.tuning.prompttuning;
