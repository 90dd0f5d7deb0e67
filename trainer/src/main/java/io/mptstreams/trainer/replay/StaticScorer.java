package io.mptstreams.trainer.replay;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.OtherLabels;
import io.mptstreams.engine.readout.Softmax;
import io.mptstreams.engine.tuning.LabelledText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Adapted once, on the first labels of each class, and never again. It adapts when every class has
 * its labels; a class may be so rare that this never comes, so at the latest at a set event with
 * what there is. A label that comes to the task later is none of its, or has its phrase alone.
 */
final class StaticScorer implements Rival {

  /** Adapts a task once. */
  interface OneShot {
    TaskParameters adapt(
        String task, TaskParameters start, List<ReplayEvent> events, List<LabelledText> labels);
  }

  private final String name;
  private final boolean takesNewLabels;
  private final int perClass;
  private final Map<String, Integer> latest;
  private final OneShot oneShot;
  private final BiFunction<ReplayEvent, TaskParameters, float[]> logits;
  private final Map<String, TaskParameters> starts = new HashMap<>();
  private final Map<String, TaskParameters> adapted = new HashMap<>();
  private final Map<String, List<ReplayEvent>> events = new HashMap<>();
  private final Map<String, List<LabelledText>> labels = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();

  /**
   * @param takesNewLabels whether it reads the phrases of labels that come after it has adapted
   * @param perClass labels of a class that count, the first ones
   * @param latest by task: the event of the task at which it adapts with what there is
   */
  StaticScorer(
      String name,
      boolean takesNewLabels,
      int perClass,
      Map<String, Integer> latest,
      OneShot oneShot,
      BiFunction<ReplayEvent, TaskParameters, float[]> logits) {
    this.name = name;
    this.takesNewLabels = takesNewLabels;
    this.perClass = perClass;
    this.latest = latest;
    this.oneShot = oneShot;
    this.logits = logits;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void define(String task, TaskParameters start) {
    starts.put(task, start);
    if (takesNewLabels) {
      adapted.computeIfPresent(task, (t, before) -> OtherLabels.carry(before, start));
    }
  }

  @Override
  public String answer(ReplayEvent event) {
    int count = seen.merge(event.task(), 1, Integer::sum);
    boolean due = count >= latest.get(event.task());
    if (!adapted.containsKey(event.task()) && (due || complete(event.task()))) {
      adapt(event.task());
    }
    TaskParameters p = adapted.getOrDefault(event.task(), starts.get(event.task()));
    return p.labels().get(Softmax.argMax(logits.apply(event, p)));
  }

  @Override
  public void learn(ReplayEvent event, String label) {
    List<LabelledText> taken = labels.computeIfAbsent(event.task(), t -> new ArrayList<>());
    long same = taken.stream().filter(l -> l.label().equals(label)).count();
    if (!adapted.containsKey(event.task()) && same < perClass) {
      taken.add(new LabelledText(event.text(), event.textPair(), label));
      events.computeIfAbsent(event.task(), t -> new ArrayList<>()).add(event);
    }
  }

  private boolean complete(String task) {
    return labels.getOrDefault(task, List.of()).size()
        == perClass * starts.get(task).labels().size();
  }

  private void adapt(String task) {
    List<LabelledText> taken = labels.getOrDefault(task, List.of());
    adapted.put(
        task,
        taken.isEmpty()
            ? starts.get(task)
            : oneShot.adapt(task, starts.get(task), events.get(task), taken));
  }
}
