package io.mptstreams.cli.score;

import io.mptstreams.cli.model.ModelSource;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;

/** A task with the version that answers for it. */
public record ScoredTask(ModelSource source, TaskDefinition definition) {

  /** Whether it takes a pair of texts. */
  boolean pair() {
    return definition.kind() == TaskKind.PAIR;
  }
}
