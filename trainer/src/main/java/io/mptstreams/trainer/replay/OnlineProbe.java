package io.mptstreams.trainer.replay;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.ReadoutExamples;
import io.mptstreams.engine.readout.ReadoutSettings;
import io.mptstreams.engine.readout.ReadoutSolver;
import io.mptstreams.engine.readout.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Softmax regression on frozen embeddings without a prompt, fitted anew to all labels so far after
 * every label, with L2 of 0.1: the probe of the task data's rival lines, made online.
 */
final class OnlineProbe implements Rival {

  private static final ReadoutSolver SOLVER =
      new ReadoutSolver(new ReadoutSettings(0.1, 0, 0.1, 0, 12));

  private final Map<String, TaskParameters> starts;
  private final Function<ReplayEvent, float[]> vectors;
  private final Map<String, State> states = new HashMap<>();

  /** What it has seen of one task. */
  private static final class State {
    private final List<float[]> vectors = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private TaskParameters fitted;
  }

  /**
   * @param starts shape and labels of each task
   * @param vectors sentence vectors without a prompt
   */
  OnlineProbe(Map<String, TaskParameters> starts, Function<ReplayEvent, float[]> vectors) {
    this.starts = starts;
    this.vectors = vectors;
  }

  @Override
  public String name() {
    return "online_probe";
  }

  @Override
  public String answer(ReplayEvent event) {
    List<String> labels = starts.get(event.task()).labels();
    State state = states.get(event.task());
    if (state == null) {
      return labels.get(0);
    }
    return labels.get(Softmax.argMax(new LinearReadout(state.fitted).logits(vectors.apply(event))));
  }

  @Override
  public void learn(ReplayEvent event, String label) {
    TaskParameters start = starts.get(event.task());
    State state = states.computeIfAbsent(event.task(), t -> new State());
    state.vectors.add(vectors.apply(event));
    state.labels.add(start.labels().indexOf(label));
    float[] weights = new float[state.labels.size()];
    Arrays.fill(weights, 1);
    ReadoutExamples examples =
        new ReadoutExamples(
            state.vectors, state.labels.stream().mapToInt(Integer::intValue).toArray(), weights);
    state.fitted =
        state.fitted == null
            ? SOLVER.fit(start, examples)
            : SOLVER.refit(start, state.fitted, examples);
  }
}
