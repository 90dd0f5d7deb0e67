package io.mptstreams.cli.score;

import io.mptstreams.cli.model.ModelSource;

/**
 * A task with the version that answers for it.
 *
 * @param pair whether it takes a pair of texts
 */
public record ScoredTask(ModelSource source, boolean pair) {}
