package io.mptstreams.engine.prompt;

/**
 * What tells one task's prompt from the shared one.
 *
 * @param task name
 * @param u [L, r], belongs to the record
 * @param v [r, d], belongs to the record
 */
public record TaskFactors(String task, float[] u, float[] v) {}
