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
import java.util.Optional;
import java.util.function.Function;

/**
 * Softmax regression on frozen embeddings without a prompt, fitted anew to all labels so far after
 * every label, with L2 of 0.1: the probe of the task data's rival lines, made online.
 */
final class OnlineProbe implements Rival {

  private static final ReadoutSolver SOLVER =
      new ReadoutSolver(new ReadoutSettings(0.1, 0, 0.1, 0, 12));

  private final Function<ReplayEvent, float[]> vectors;
  private final Map<String, State> states = new HashMap<>();

  /** What it has seen of one task. */
  private static final class State {
    private final List<float[]> vectors = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private TaskParameters start;
    private Optional<TaskParameters> fitted = Optional.empty();
  }

  /**
   * @param vectors sentence vectors without a prompt
   */
  OnlineProbe(Function<ReplayEvent, float[]> vectors) {
    this.vectors = vectors;
  }

  @Override
  public String name() {
    return "online_probe";
  }

  @Override
  public void define(String task, TaskParameters start) {
    State state = states.computeIfAbsent(task, t -> new State());
    state.start = start;
    // Solved for as many labels as there were.
    state.fitted = Optional.empty();
    if (!state.labels.isEmpty()) {
      fit(state);
    }
  }

  @Override
  public String answer(ReplayEvent event) {
    State state = states.get(event.task());
    int best =
        state
            .fitted
            .map(f -> Softmax.argMax(new LinearReadout(f).logits(vectors.apply(event))))
            .orElse(0);
    return state.start.labels().get(best);
  }

  @Override
  public void learn(ReplayEvent event, String label) {
    State state = states.get(event.task());
    state.vectors.add(vectors.apply(event));
    state.labels.add(label);
    fit(state);
  }

  private static void fit(State state) {
    float[] weights = new float[state.labels.size()];
    Arrays.fill(weights, 1);
    ReadoutExamples examples =
        new ReadoutExamples(
            state.vectors,
            state.labels.stream().mapToInt(state.start.labels()::indexOf).toArray(),
            weights);
    state.fitted =
        Optional.of(
            state
                .fitted
                .map(before -> SOLVER.refit(state.start, before, examples))
                .orElseGet(() -> SOLVER.fit(state.start, examples)));
  }
}
