package io.mptstreams.cli.demo;

import io.mptstreams.schemas.record.TaskDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tasks, and a stream of their events in the order in which they happen. */
public record DemoInput(List<TaskDefinition> tasks, List<DemoEvent> events) {

  public DemoInput {
    tasks = List.copyOf(tasks);
    events = List.copyOf(events);
    Set<String> ids = new HashSet<>();
    for (DemoEvent event : events) {
      if (!ids.add(event.id())) {
        throw new IllegalArgumentException("two events have the id \"" + event.id() + "\"");
      }
    }
  }
}
