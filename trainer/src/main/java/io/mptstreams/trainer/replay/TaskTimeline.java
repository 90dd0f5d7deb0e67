package io.mptstreams.trainer.replay;

import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tasks of a stream are when it begins, and what they become: a label that the stream's
 * description brings later is unknown to everybody until then.
 *
 * @param first by name, without the labels that come later
 * @param later in the order of the stream
 */
record TaskTimeline(Map<String, TaskDefinition> first, List<Redefinition> later) {

  TaskTimeline {
    first = Map.copyOf(first);
    later = List.copyOf(later);
  }

  /**
   * A task as it is from a place in the stream on.
   *
   * @param from place of the first event after it
   */
  record Redefinition(int from, TaskDefinition task) {}

  /**
   * @param tasks as they are in the end, by name
   * @param changes those of other tasks are left out
   * @throws InvalidDataException if a change brings a label that its task does not have, or leaves
   *     it with fewer than two labels before it
   */
  static TaskTimeline of(Map<String, TaskDefinition> tasks, List<ReplayChange> changes) {
    Map<String, TaskDefinition> before = new HashMap<>(tasks);
    Deque<Redefinition> later = new ArrayDeque<>();
    changes.stream()
        .filter(change -> tasks.containsKey(change.task()) && !change.newLabels().isEmpty())
        .sorted(Comparator.comparingInt(ReplayChange::from).reversed())
        .forEach(
            change -> {
              TaskDefinition after = before.get(change.task());
              later.addFirst(new Redefinition(change.from(), after));
              before.put(change.task(), without(after, change));
            });
    return new TaskTimeline(before, List.copyOf(later));
  }

  /**
   * @param events whose tasks have their labels in the end
   * @throws InvalidDataException if an event has a label before it comes to its task
   */
  void check(List<ReplayEvent> events) {
    Map<String, TaskDefinition> now = new HashMap<>(first);
    Deque<Redefinition> coming = new ArrayDeque<>(later);
    for (int i = 0; i < events.size(); i++) {
      while (!coming.isEmpty() && coming.peekFirst().from() <= i) {
        TaskDefinition task = coming.removeFirst().task();
        now.put(task.name(), task);
      }
      ReplayEvent event = events.get(i);
      if (!now.get(event.task()).labelNames().contains(event.label())) {
        throw new InvalidDataException(
            "event %s is of task \"%s\", to which the label \"%s\" comes later, by the stream's description"
                .formatted(event.id(), event.task(), event.label()));
      }
    }
  }

  private static TaskDefinition without(TaskDefinition task, ReplayChange change) {
    for (String label : change.newLabels()) {
      if (!task.labelNames().contains(label)) {
        throw refused(change, "a label \"" + label + "\" that the task does not have");
      }
    }
    List<LabelDefinition> known =
        task.labels().stream().filter(l -> !change.newLabels().contains(l.name())).toList();
    if (known.size() < 2) {
      throw refused(change, "all but " + known.size() + " of its labels");
    }
    return task.withLabels(known);
  }

  private static InvalidDataException refused(ReplayChange change, String what) {
    return new InvalidDataException(
        "the stream's description brings task \"%s\", at event %d, %s"
            .formatted(change.task(), change.from(), what));
  }
}
