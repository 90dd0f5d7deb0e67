package io.mptstreams.trainer.replay;

import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Gathers answers and decisions, and sums them up. Belongs to one thread. */
final class ReplayLog {

  private static final int WINDOW = 100;

  /**
   * An event with what every line answered.
   *
   * @param right by line
   * @param labels of the task that had come by then
   * @param alarms of the task raised by then
   * @param given its label, if it gets one
   */
  private record Row(
      int index,
      ReplayEvent event,
      Map<String, Boolean> right,
      long version,
      int labels,
      int alarms,
      Optional<String> given) {}

  /** Tells what the whole method says once it was adapted on labelled events. */
  interface Hindsight {
    Predicate<ReplayEvent> adapted(
        String task, List<ReplayEvent> events, List<LabelledText> labels);
  }

  private final Map<String, List<Row>> rows = new TreeMap<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final Map<String, Integer> alarms = new HashMap<>();
  private final List<ReplayResult.Decision> decisions = new ArrayList<>();
  private int events;

  void answered(
      int index,
      ReplayEvent event,
      long version,
      Map<String, Boolean> right,
      Optional<String> given) {
    events = index + 1;
    String task = event.task();
    rows.computeIfAbsent(task, t -> new ArrayList<>())
        .add(
            new Row(
                index,
                event,
                Map.copyOf(right),
                version,
                labels.getOrDefault(task, 0),
                alarms.getOrDefault(task, 0),
                given));
  }

  /** Where a task stands after a change; empty if too little comes after it. */
  Optional<Recovery> recovery(ReplayChange change, Hindsight hindsight) {
    List<Row> part =
        rows.getOrDefault(change.task(), List.of()).stream()
            .filter(row -> row.index() >= change.from())
            .toList();
    List<Row> labelled = part.stream().filter(row -> row.given().isPresent()).toList();
    List<Row> judged =
        part.stream()
            .filter(row -> row.given().isEmpty())
            .filter(row -> row.index() >= change.from() + Recovery.AFTER)
            .toList();
    if (labelled.isEmpty() || judged.isEmpty()) {
      return Optional.empty();
    }
    Predicate<ReplayEvent> right =
        hindsight.adapted(
            change.task(),
            labelled.stream().map(Row::event).toList(),
            labelled.stream()
                .map(
                    row ->
                        new LabelledText(
                            row.event().text(), row.event().textPair(), row.given().get()))
                .toList());
    return Optional.of(
        new Recovery(
            change,
            judged.size(),
            accuracy(judged).get("adaptive"),
            judged.stream().filter(row -> right.test(row.event())).count()
                / (double) judged.size()));
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

  ReplayResult result(long seed, double lookSeconds, List<Recovery> recoveries, BitCheck bits) {
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
    return new ReplayResult(
        seed,
        events,
        all,
        lookSeconds,
        mean,
        tasks,
        recoveries,
        bits.checked(),
        bits.moved(),
        decisions);
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
      row.right().forEach((line, right) -> accuracy.merge(line, right ? 1.0 : 0, Double::sum));
    }
    accuracy.replaceAll((line, right) -> right / rows.size());
    return accuracy;
  }
}
