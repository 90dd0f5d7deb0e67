package io.mptstreams.cli.demo;

import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.trainer.replay.TaskTimeline;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tasks, and a stream of their events in the order in which they happen.
 *
 * @param timeline what the tasks are at first, and the labels that come to them on the way
 */
public record DemoInput(TaskTimeline timeline, List<DemoEvent> events) {

  public DemoInput {
    events = List.copyOf(events);
    Set<String> ids = new HashSet<>();
    for (DemoEvent event : events) {
      if (!ids.add(event.id())) {
        throw new IllegalArgumentException("two events have the id \"" + event.id() + "\"");
      }
    }
  }

  /** With tasks that stay as they are. */
  DemoInput(List<TaskDefinition> tasks, List<DemoEvent> events) {
    this(TaskTimeline.of(byName(tasks), List.of()), events);
  }

  /** The tasks as they are at first. */
  public List<TaskDefinition> tasks() {
    return List.copyOf(timeline.first().values());
  }

  private static Map<String, TaskDefinition> byName(List<TaskDefinition> tasks) {
    Map<String, TaskDefinition> byName = new LinkedHashMap<>();
    tasks.forEach(task -> byName.put(task.name(), task));
    return byName;
  }
}
