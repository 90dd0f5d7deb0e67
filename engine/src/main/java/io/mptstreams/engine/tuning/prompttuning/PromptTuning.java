package io.mptstreams.engine.tuning.prompttuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.tuning.classifier.TrainableModel;
import io.mptstreams.engine.tuning.gradient.Parameter;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import io.mptstreams.engine.tuning.technique.FittedTask;
import io.mptstreams.engine.tuning.technique.GradientClassifier;
import io.mptstreams.engine.tuning.technique.GradientSettings;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.List;
import java.util.Optional;

/** One prompt for the task, from words of the vocabulary. */
public final class PromptTuning implements Technique {

  private final Backbone backbone;
  private final int length;
  private final ReadoutSettings readout;
  private final GradientSettings settings;

  /**
   * @param length prompt vectors wherever vectors stand
   */
  public PromptTuning(
      Backbone backbone, int length, ReadoutSettings readout, GradientSettings settings) {
    this.backbone = backbone;
    this.length = length;
    this.readout = readout;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "prompt-tuning";
  }

  /** Words of the vocabulary: which ones, a draw's seed says, but how many is the same for all. */
  @Override
  public Optional<TrainedPrompt> start() {
    return Optional.of(TrainedPrompt.alone(SharedPrompts.fromVocabulary(backbone, length, 0)));
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    float[] start = SharedPrompts.fromVocabulary(backbone, length, task.seed()).values();
    return fit(task, start, Optional.empty());
  }

  /**
   * @param start prompt to start from, [L, d]
   * @param known what source tasks taught about labels behind it
   */
  public FittedTask fit(FewShotTask task, float[] start, Optional<LabelMemory> known) {
    int width = backbone.info().width();
    NDManager manager = backbone.newManager();
    Parameter prompt =
        Parameter.of(
            "prompt",
            manager.create(start, new Shape(start.length / width, width)),
            settings.learningRate(),
            0);
    return new GradientClassifier(manager, new Prompted(backbone, prompt), width)
        .fit(task, known, readout, settings);
  }

  private record Prompted(Backbone backbone, Parameter prompt) implements TrainableModel {

    @Override
    public List<Parameter> parameters() {
      return List.of(prompt);
    }

    @Override
    public NDArray pooled(NDManager manager, TokenBatch batch) {
      Shape shape = prompt.value().getShape();
      NDArray prompts =
          prompt.value().expandDims(0).broadcast(batch.size(), shape.get(0), shape.get(1));
      return backbone.encoder().pooled(manager, batch, prompts);
    }
  }
}
