package io.mptstreams.trainer.replay;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers answers and decisions, and sums them up. Belongs to one thread. */
final class ReplayLog {

  private static final int WINDOW = 100;

  /**
   * An event with what every line answered.
   *
   * @param right by line
   * @param labels of the task that had come by then
   * @param alarms of the task raised by then
   */
  private record Row(int index, Map<String, Boolean> right, long version, int labels, int alarms) {}

  private final Map<String, List<Row>> rows = new TreeMap<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final Map<String, Integer> alarms = new HashMap<>();
  private final List<ReplayResult.Decision> decisions = new ArrayList<>();
  private int events;

  void answered(int index, String task, long version, Map<String, Boolean> right) {
    events = index + 1;
    rows.computeIfAbsent(task, t -> new ArrayList<>())
        .add(
            new Row(
                index,
                Map.copyOf(right),
                version,
                labels.getOrDefault(task, 0),
                alarms.getOrDefault(task, 0)));
  }

  void labelled(String task) {
    labels.merge(task, 1, Integer::sum);
  }

  void decided(LedgerEntry entry) {
    if (entry.kind() == LedgerKind.DRIFT) {
      alarms.merge(entry.task(), 1, Integer::sum);
    }
    decisions.add(
        new ReplayResult.Decision(
            events,
            entry.task(),
            entry.kind().name(),
            entry.version().orElse(0),
            entry.trigger(),
            entry.reason(),
            entry.exampleIds().size()));
  }

  ReplayResult result(long seed, double lookSeconds) {
    Map<String, ReplayResult.Task> tasks = new LinkedHashMap<>();
    rows.forEach((task, list) -> tasks.put(task, task(task, list)));
    Map<String, Double> mean = new TreeMap<>();
    tasks
        .values()
        .forEach(
            task ->
                task.accuracy()
                    .forEach((line, a) -> mean.merge(line, a / tasks.size(), Double::sum)));
    int all = labels.values().stream().mapToInt(Integer::intValue).sum();
    return new ReplayResult(seed, events, all, lookSeconds, mean, tasks, decisions);
  }

  private ReplayResult.Task task(String name, List<Row> list) {
    List<ReplayResult.Window> windows = new ArrayList<>();
    for (int from = 0; from < list.size(); from += WINDOW) {
      List<Row> part = list.subList(from, Math.min(from + WINDOW, list.size()));
      Row last = part.get(part.size() - 1);
      windows.add(
          new ReplayResult.Window(
              part.get(0).index(),
              part.size(),
              last.version(),
              last.labels(),
              last.alarms() - part.get(0).alarms(),
              accuracy(part)));
    }
    return new ReplayResult.Task(
        list.size(),
        labels.getOrDefault(name, 0),
        list.get(list.size() - 1).version(),
        alarms.getOrDefault(name, 0),
        accuracy(list),
        windows);
  }

  private static Map<String, Double> accuracy(List<Row> rows) {
    Map<String, Double> accuracy = new TreeMap<>();
    for (Row row : rows) {
      row.right()
          .forEach(
              (line, right) -> accuracy.merge(line, right ? 1.0 / rows.size() : 0, Double::sum));
    }
    return accuracy;
  }
}
