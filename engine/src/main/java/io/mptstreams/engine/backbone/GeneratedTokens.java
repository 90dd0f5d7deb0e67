package io.mptstreams.engine.backbone;

/**
 * A text that a backbone wrote.
 *
 * @param ids without the start and end tokens; belongs to the record
 * @param logProbability sum over its tokens, the end token included where it ended
 * @param ended it came to its own end, instead of being cut at the most new tokens
 */
public record GeneratedTokens(int[] ids, double logProbability, boolean ended) {}
