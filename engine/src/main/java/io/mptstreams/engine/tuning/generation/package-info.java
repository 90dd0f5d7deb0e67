/** A generation task's folder → u and v learned from examples → BLEU, exact match and token F1. */
package io.mptstreams.engine.tuning.generation;
