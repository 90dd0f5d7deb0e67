package io.mptstreams.engine.tuning.attempt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskFactors;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.GradientClassifier;
import io.mptstreams.engine.tuning.technique.GradientSettings;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * ATTEMPT: every source task's prompt stays frozen, the target's prompt and the gate that weighs
 * them for each text are trained. The prompt depends on the text, so it cannot be kept composed.
 */
public final class Attempt implements Technique {

  private static final int GATE_WIDTH = 100;

  private final Backbone backbone;
  private final TrainedPrompt trained;
  private final ReadoutSettings readout;
  private final GradientSettings settings;

  /**
   * @throws IllegalArgumentException if the prompt comes without its source tasks
   */
  public Attempt(
      Backbone backbone,
      TrainedPrompt trained,
      ReadoutSettings readout,
      GradientSettings settings) {
    if (trained.sources().isEmpty()) {
      throw new IllegalArgumentException(
          "attempt needs the source tasks' prompts, and the shared prompt comes without them");
    }
    this.backbone = backbone;
    this.trained = trained;
    this.readout = readout;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "attempt";
  }

  @Override
  public Optional<TrainedPrompt> start() {
    return Optional.of(trained);
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    NDManager manager = backbone.newManager();
    SharedPrompt shared = trained.prompt();
    int width = shared.width();
    int length = shared.length() / backbone.promptRows(1);
    float[] start = SharedPrompts.fromVocabulary(backbone, length, task.seed()).values();
    float rate = settings.learningRate();
    Parameter target =
        Parameter.of("target", manager.create(start, new Shape(shared.length(), width)), rate, 0);
    Gate gate = new Gate(manager, width, GATE_WIDTH, new Random(task.seed()), rate);
    // e · d is what the authors' 2,087 is for T5-base.
    float temperature = (float) (Math.E * width);
    AttentionPrompt model =
        new AttentionPrompt(backbone, sourcePrompts(manager), target, gate, temperature);
    return new GradientClassifier(manager, model, width)
        .fit(task, shared.labelMemory(), readout, settings);
  }

  private NDArray sourcePrompts(NDManager manager) {
    SharedPrompt shared = trained.prompt();
    List<TaskFactors> sources = trained.sources();
    int size = shared.length() * shared.width();
    float[] all = new float[sources.size() * size];
    for (int j = 0; j < sources.size(); j++) {
      TaskFactors source = sources.get(j);
      float[] prompt = shared.compose(source.u(), source.v(), shared.rank());
      System.arraycopy(prompt, 0, all, j * size, size);
    }
    return manager.create(all, new Shape(sources.size(), shared.length(), shared.width()));
  }
}
