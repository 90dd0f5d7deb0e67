package io.mptstreams.trainer.replay;

import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tasks of a stream are when it begins, and what they become: a label that the stream's
 * description brings later is unknown to everybody until then.
 *
 * @param first by name, in their order, without the labels that come later
 * @param later in the order of the stream
 */
public record TaskTimeline(Map<String, TaskDefinition> first, List<Redefinition> later) {

  public TaskTimeline {
    first = Collections.unmodifiableMap(new LinkedHashMap<>(first));
    later = List.copyOf(later);
  }

  /**
   * A task as it is from a place in the stream on.
   *
   * @param from place of the first event after it
   */
  public record Redefinition(int from, TaskDefinition task) {}

  /**
   * @param tasks as they are in the end, by name
   * @param changes those of other tasks are left out
   * @throws InvalidDataException if a change brings a label that its task does not have, or leaves
   *     it with fewer than two labels before it
   */
  public static TaskTimeline of(Map<String, TaskDefinition> tasks, List<ReplayChange> changes) {
    Map<String, TaskDefinition> before = new LinkedHashMap<>(tasks);
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

  /** A task as it is when the event at a place of the stream comes. */
  public TaskDefinition at(String task, int place) {
    TaskDefinition now = first.get(task);
    for (Redefinition next : later) {
      if (next.from() <= place && next.task().name().equals(task)) {
        now = next.task();
      }
    }
    return now;
  }

  /**
   * Why an event cannot be played at a place of the stream, if it cannot: its task is not there,
   * does not have its label or not yet, or takes pairs and it is none.
   *
   * @return words that follow the event's name
   */
  public Optional<String> problem(int place, String task, Optional<String> textPair, String label) {
    if (!first.containsKey(task)) {
      return of(task, "which is not there");
    }
    if (!at(task, Integer.MAX_VALUE).labelNames().contains(label)) {
      return of(task, "which has no label \"" + label + "\"");
    }
    TaskDefinition now = at(task, place);
    if (!now.labelNames().contains(label)) {
      return of(task, "to which the label \"" + label + "\" comes later");
    }
    if (now.kind() == TaskKind.PAIR && textPair.filter(text -> !text.isBlank()).isEmpty()) {
      return of(task, "which takes pairs, and has no \"text_pair\"");
    }
    return Optional.empty();
  }

  private static Optional<String> of(String task, String why) {
    return Optional.of("is of task \"" + task + "\", " + why);
  }

  /** The tasks as they are in the end. */
  public List<TaskDefinition> last() {
    return first.keySet().stream().map(name -> at(name, Integer.MAX_VALUE)).toList();
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
