package io.mptstreams.engine.tuning.generation;

/**
 * What a text-to-text backbone came to on a generation task. The three measures have one scale,
 * that of the programs which others compute them with.
 *
 * @param examples that it learned from
 * @param firstLoss of the first step, before it; NaN without steps
 * @param lastLoss of the last step, before it; NaN without steps
 * @param bleu of the whole test part, 0 to 100
 * @param exactMatch mean over the test rows in percent, 0 to 100
 * @param tokenF1 mean over the test rows in percent, 0 to 100
 * @param parameters numbers in u and v
 */
public record GenerationScores(
    String task,
    int examples,
    int testRows,
    int steps,
    float firstLoss,
    float lastLoss,
    double bleu,
    double exactMatch,
    double tokenF1,
    long parameters,
    double adaptSeconds,
    double scoreSeconds) {}
