package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.ReadoutExamples;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.gate.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Makes challengers. Belongs to the thread that learns; deterministic in its arguments.
 *
 * <p>Evidence is honest for both sides: validation examples, and of the training examples those
 * that the champion was not trained on, answered by cross-validation for the challenger.
 */
public final class Challengers {

  private final FeatureStore features;
  private final ReadoutStage readout;
  private final PromptTrainer prompts;
  private final FadeSettings fade;
  private final SourceTrust trust;

  public Challengers(
      FeatureStore features,
      ReadoutStage readout,
      PromptTrainer prompts,
      FadeSettings fade,
      SourceTrust trust) {
    this.features = features;
    this.readout = readout;
    this.prompts = prompts;
    this.fade = fade;
    this.trust = trust;
  }

  /** The champion's prompt with a readout fitted to all training examples. */
  public Challenger withChampionsPrompt(Material material) {
    TaskParameters prior =
        Parameters.withFactors(
            material.coldStart(), material.champion().u(), material.champion().v());
    LabelIndex index = new LabelIndex(prior.labels());
    List<HeldExample> training = material.training();
    List<float[]> vectors = vectors(material, prior, training);
    int[] labels = index.of(training);
    Map<String, Double> sources = trust.fixed();
    List<float[]> heldOut =
        readout.heldOut(prior, examples(material, sources, training, vectors, labels));
    Map<String, Double> believed = trust.weights(training, labels, heldOut);
    if (!believed.equals(sources)) {
      sources = believed;
      heldOut = readout.heldOut(prior, examples(material, sources, training, vectors, labels));
    }
    TaskParameters fitted =
        readout.fit(prior, examples(material, sources, training, vectors, labels));
    LinearReadout champion = new LinearReadout(Parameters.at(material.champion(), 1));
    float[] weights = weights(material, sources, training);
    List<HeldOut> evidence = new ArrayList<>(validation(material, sources, fitted));
    for (int i = 0; i < training.size(); i++) {
      if (weights[i] > 0) {
        boolean fair = !material.championTrainedOn().contains(training.get(i).id());
        evidence.add(
            new HeldOut(
                labels[i], champion.logits(vectors.get(i)), heldOut.get(i), fair, weights[i]));
      }
    }
    return new Challenger(
        fitted,
        evidence,
        training.stream().map(HeldExample::id).toList(),
        sources,
        SourceTrust.agreement(training, labels, heldOut),
        material.championPromptExamples());
  }

  /**
   * u and v trained from the champion's, and a readout fitted behind them. Its evidence is the
   * validation share alone: the prompt has seen every training example.
   *
   * @param base the challenger with the champion's prompt
   */
  public Challenger withNewPrompt(Material material, Challenger base, long seed) {
    List<HeldExample> believed =
        material.training().stream()
            .filter(e -> base.sourceWeights().getOrDefault(e.source(), 1.0) > 0)
            .toList();
    TaskParameters trained =
        prompts.train(
            material.shared(),
            Parameters.withFactors(
                material.coldStart(), material.champion().u(), material.champion().v()),
            believed.stream().map(Challengers::labelled).toList(),
            seed);
    TaskParameters prior = Parameters.withFactors(material.coldStart(), trained.u(), trained.v());
    LabelIndex index = new LabelIndex(prior.labels());
    List<float[]> vectors = vectors(material, prior, believed);
    TaskParameters fitted =
        readout.fit(
            prior, examples(material, base.sourceWeights(), believed, vectors, index.of(believed)));
    return new Challenger(
        fitted,
        validation(material, base.sourceWeights(), fitted),
        believed.stream().map(HeldExample::id).toList(),
        base.sourceWeights(),
        base.agreement(),
        believed.size());
  }

  /** What two sets of parameters say of the same examples, at temperature 1. */
  public List<HeldOut> compare(
      Material material,
      TaskParameters one,
      TaskParameters other,
      List<HeldExample> examples,
      Map<String, Double> sources) {
    LabelIndex index = new LabelIndex(one.labels());
    int[] labels = index.of(examples);
    float[] weights = weights(material, sources, examples);
    LinearReadout first = new LinearReadout(Parameters.at(one, 1));
    LinearReadout second = new LinearReadout(Parameters.at(other, 1));
    List<float[]> firstVectors = vectors(material, one, examples);
    List<float[]> secondVectors = vectors(material, other, examples);
    List<HeldOut> pairs = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      if (weights[i] > 0) {
        pairs.add(
            new HeldOut(
                labels[i],
                first.logits(firstVectors.get(i)),
                second.logits(secondVectors.get(i)),
                true,
                weights[i]));
      }
    }
    return pairs;
  }

  private List<HeldOut> validation(
      Material material, Map<String, Double> sources, TaskParameters fit) {
    return compare(material, material.champion(), fit, material.validation(), sources);
  }

  private ReadoutExamples examples(
      Material material,
      Map<String, Double> sources,
      List<HeldExample> examples,
      List<float[]> vectors,
      int[] labels) {
    return new ReadoutExamples(vectors, labels, weights(material, sources, examples));
  }

  private float[] weights(
      Material material, Map<String, Double> sources, List<HeldExample> examples) {
    OptionalLong change = material.change();
    return new ExampleWeights(fade.halving(), fade.floor(), change, sources).of(examples);
  }

  private List<float[]> vectors(
      Material material, TaskParameters prompt, List<HeldExample> examples) {
    return examples.stream()
        .map(
            e ->
                features.vector(
                    material.shared(), prompt, e.example().text(), e.example().textPair()))
        .toList();
  }

  private static LabelledText labelled(HeldExample e) {
    return new LabelledText(e.example().text(), e.example().textPair(), e.label());
  }
}
