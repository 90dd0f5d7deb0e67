package io.mptstreams.engine.scoring;

import java.util.Set;

/** Rows of a batch name tasks that are not installed. */
final class UnknownTasksException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // An immutable set of strings.
  private final Set<String> tasks;

  UnknownTasksException(Set<String> tasks) {
    super("not installed: " + tasks);
    this.tasks = Set.copyOf(tasks);
  }

  Set<String> tasks() {
    return tasks;
  }
}
