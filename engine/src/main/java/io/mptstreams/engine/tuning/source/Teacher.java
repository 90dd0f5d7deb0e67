package io.mptstreams.engine.tuning.source;

/**
 * A vanilla prompt of one source task and its label vectors, frozen.
 *
 * @param prompt [L, d]
 * @param labelVectors [C, d]; empty where the target is a text
 */
record Teacher(float[] prompt, float[] labelVectors) {}
