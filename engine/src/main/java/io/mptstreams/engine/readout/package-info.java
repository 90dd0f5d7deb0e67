/**
 * Sentence vectors in, label probabilities out.
 *
 * <p>label phrases → {@code ColdStart} (how a task answers before anything was learned) ; texts →
 * {@code SentenceEmbedder}, or one by one {@code PromptedEmbedder}, → vectors → {@code
 * LogisticReadout} (label vectors in closed form, on the device) or {@code ReadoutSolver} (label
 * vectors and biases from weighted examples, on plain arrays, the same bits on every run) → {@code
 * TemperatureFit} (honest probabilities).
 */
package io.mptstreams.engine.readout;
