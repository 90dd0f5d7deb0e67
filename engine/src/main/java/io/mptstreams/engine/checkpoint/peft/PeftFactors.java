package io.mptstreams.engine.checkpoint.peft;

/**
 * One task's factors. Only their product has a meaning: (c U, V / c) is the same task.
 *
 * @param u "prefix_task_cols", [L, r]
 * @param v "prefix_task_rows", [r, d]
 */
public record PeftFactors(float[] u, float[] v) {}
