package io.mptstreams.engine.tuning.technique;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.classifier.ClassifierTask;
import io.mptstreams.engine.tuning.classifier.ClassifierTraining;
import io.mptstreams.engine.tuning.classifier.Readouts;
import io.mptstreams.engine.tuning.classifier.TrainableModel;
import java.util.List;
import java.util.Optional;

/** A task learned by gradient: a trained model and the readout behind it. */
public final class GradientClassifier implements FittedTask {

  private final NDManager manager;
  private final TrainableModel model;
  private final int width;
  private float[] weights;

  /**
   * @param manager holds the model's parameters; closed with this
   */
  public GradientClassifier(NDManager manager, TrainableModel model, int width) {
    this.manager = manager;
    this.model = model;
    this.width = width;
  }

  /** Learns; returns itself. */
  public GradientClassifier fit(
      FewShotTask task, ReadoutSettings readout, GradientSettings settings) {
    return fit(task, Optional.empty(), readout, settings);
  }

  /**
   * Learns; returns itself.
   *
   * @param known what source tasks taught about labels
   */
  public GradientClassifier fit(
      FewShotTask task,
      Optional<LabelMemory> known,
      ReadoutSettings readout,
      GradientSettings settings) {
    float[] phrases = embed(task.descriptions());
    float[] labels = known.map(memory -> memory.moved(phrases)).orElse(phrases);
    float[] prior = Readouts.times(labels, readout.priorScale());
    ClassifierTask learned =
        new ClassifierTask(task.train(), prior, new float[task.labels().size()], readout.pull());
    weights =
        new ClassifierTraining(manager, model, learned)
            .run(settings.plan(task.seed()), settings.readoutLearningRate())
            .weights();
    return this;
  }

  @Override
  public int[] predict(List<TokenizedText> texts) {
    return Readouts.best(SentenceEmbedder.embed(manager, width, texts, model), weights, width);
  }

  @Override
  public long parameters() {
    return model.parameters().stream().mapToLong(parameter -> parameter.value().size()).sum();
  }

  @Override
  public long headParameters() {
    return weights.length;
  }

  @Override
  public void close() {
    manager.close();
  }

  private float[] embed(List<TokenizedText> texts) {
    return SentenceEmbedder.embed(manager, width, texts, model);
  }
}
