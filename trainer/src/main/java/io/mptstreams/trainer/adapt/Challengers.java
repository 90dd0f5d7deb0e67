package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.ReadoutExamples;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.gate.Foretold;
import io.mptstreams.trainer.gate.HeldOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

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
  private final ShiftSettings shift;
  private final SourceTrust trust;

  public Challengers(
      FeatureStore features,
      ReadoutStage readout,
      PromptTrainer prompts,
      FadeSettings fade,
      ShiftSettings shift,
      SourceTrust trust) {
    this.features = features;
    this.readout = readout;
    this.prompts = prompts;
    this.fade = fade;
    this.shift = shift;
    this.trust = trust;
  }

  /**
   * Whether the examples of both shares say that labels mean something, behind the prompt of the
   * cold start, which none of them has taught.
   *
   * @param definedAt when the task got the labels that it has
   * @param signal nats by which labels must have been foretold by those before them
   */
  public Foretold foretold(Material material, Instant definedAt, double signal) {
    TaskParameters prior = material.coldStart();
    List<HeldExample> all =
        Stream.concat(material.training().stream(), material.validation().stream())
            .sorted(Comparator.comparingLong(HeldExample::position))
            .toList();
    return new Foresight(trust, readout.doubting(prior.labels().size()), signal)
        .of(prior, all, vectors(material.shared(), prior, all), definedAt);
  }

  /** The champion's prompt with a readout fitted to all training examples. */
  public Challenger withChampionsPrompt(Material material) {
    Map<String, Double> sources = trust.fixed();
    Folded folded = folded(material, sources);
    Map<String, Double> believed = new HashMap<>(sources);
    believed.putAll(trust.weights(material.training(), folded.labels(), folded.phraseLogits()));
    believed.putAll(trust.weights(material.training(), folded.labels(), folded.logits()));
    return believed.equals(sources)
        ? challenger(material, sources, folded)
        : withChampionsPrompt(material, believed);
  }

  /**
   * The same, with sources believed as told.
   *
   * @param sources weight of each source that does not count in full
   */
  public Challenger withChampionsPrompt(Material material, Map<String, Double> sources) {
    return challenger(material, sources, folded(material, sources));
  }

  /** Training examples with what fits without them say of them. */
  private record Folded(
      TaskParameters prior,
      List<float[]> vectors,
      int[] labels,
      ReadoutStage stage,
      List<float[]> logits) {

    /** What the phrases alone say: no source had a part in it. */
    List<float[]> phraseLogits() {
      LinearReadout phrases = new LinearReadout(prior);
      return vectors.stream().map(phrases::logits).toList();
    }
  }

  private Folded folded(Material material, Map<String, Double> sources) {
    TaskParameters prior =
        Parameters.withFactors(
            material.coldStart(), material.champion().u(), material.champion().v());
    List<HeldExample> training = material.training();
    List<float[]> vectors = vectors(material.shared(), prior, training);
    int[] labels = new LabelIndex(prior.labels()).of(training);
    float[] weights = weights(material, sources, training);
    ReadoutStage.Suited suited =
        readout.suitedTo(prior, new ReadoutExamples(vectors, labels, weights));
    return new Folded(prior, vectors, labels, suited.stage(), suited.heldOut());
  }

  private Challenger challenger(Material material, Map<String, Double> sources, Folded folded) {
    List<HeldExample> training = material.training();
    List<float[]> vectors = folded.vectors();
    int[] labels = folded.labels();
    float[] weights = weights(material, sources, training);
    LabelShift balance = balance(labels, weights, folded.prior());
    TaskParameters fitted =
        balance.correct(
            folded.stage().fit(folded.prior(), new ReadoutExamples(vectors, labels, weights)));
    LinearReadout champion = new LinearReadout(Parameters.at(material.champion(), 1));
    List<HeldOut> evidence = new ArrayList<>(validation(material, sources, fitted, balance));
    for (int i = 0; i < training.size(); i++) {
      if (weights[i] > 0) {
        boolean fair = !material.championTrainedOn().contains(training.get(i).id());
        evidence.add(
            new HeldOut(
                labels[i],
                champion.logits(vectors.get(i)),
                balance.correct(folded.logits().get(i)),
                fair,
                weights[i] * balance.weight(labels[i])));
      }
    }
    return new Challenger(
        fitted,
        evidence,
        training.stream().map(HeldExample::id).toList(),
        sources,
        SourceTrust.agreement(training, labels, folded.logits()),
        material.championPromptExamples());
  }

  /**
   * u and v trained from the champion's, and a readout fitted behind them. Its evidence is the
   * validation share alone: the prompt has seen every training example. Empty if the budget ran
   * out.
   *
   * @param base the challenger with the champion's prompt
   */
  public Optional<Challenger> withNewPrompt(Material material, Challenger base, long seed) {
    List<HeldExample> believed =
        material.training().stream()
            .filter(e -> base.sourceWeights().getOrDefault(e.source(), 1.0) > 0)
            .toList();
    return prompts
        .train(
            material.shared(),
            Parameters.withFactors(
                material.coldStart(), material.champion().u(), material.champion().v()),
            believed.stream().map(Challengers::labelled).toList(),
            seed)
        .map(trained -> behind(material, trained, believed, base));
  }

  private Challenger behind(
      Material material, TaskParameters trained, List<HeldExample> believed, Challenger base) {
    TaskParameters prior = Parameters.withFactors(material.coldStart(), trained.u(), trained.v());
    LabelIndex index = new LabelIndex(prior.labels());
    List<float[]> vectors = vectors(material.shared(), prior, believed);
    int[] labels = index.of(believed);
    float[] weights = weights(material, base.sourceWeights(), believed);
    LabelShift balance = balance(labels, weights, prior);
    ReadoutExamples examples = new ReadoutExamples(vectors, labels, weights);
    TaskParameters fitted =
        balance.correct(readout.suitedTo(prior, examples).stage().fit(prior, examples));
    return new Challenger(
        fitted,
        validation(material, base.sourceWeights(), fitted, balance),
        believed.stream().map(HeldExample::id).toList(),
        base.sourceWeights(),
        base.agreement(),
        believed.size());
  }

  /**
   * What two sets of parameters say of the same examples, at temperature 1.
   *
   * @param oneShared the shared prompt that the first multiplies; the other is the material's
   */
  public List<HeldOut> compare(
      Material material,
      SharedPrompt oneShared,
      TaskParameters one,
      TaskParameters other,
      List<HeldExample> examples,
      Map<String, Double> sources) {
    LabelIndex index = new LabelIndex(one.labels());
    int[] labels = index.of(examples);
    float[] weights = weights(material, sources, examples);
    LinearReadout first = new LinearReadout(Parameters.at(one, 1));
    LinearReadout second = new LinearReadout(Parameters.at(other, 1));
    List<float[]> firstVectors = vectors(oneShared, one, examples);
    List<float[]> secondVectors = vectors(material.shared(), other, examples);
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
      Material material, Map<String, Double> sources, TaskParameters fit, LabelShift balance) {
    return compare(
            material, material.shared(), material.champion(), fit, material.validation(), sources)
        .stream()
        .map(e -> e.times(balance.weight(e.label())))
        .toList();
  }

  private LabelShift balance(int[] labels, float[] weights, TaskParameters prior) {
    return LabelShift.of(labels, weights, prior.labels().size(), shift.halving(), shift.strength());
  }

  private float[] weights(
      Material material, Map<String, Double> sources, List<HeldExample> examples) {
    OptionalLong change = material.change();
    return new ExampleWeights(fade.halving(), fade.floor(), change, sources).of(examples);
  }

  private List<float[]> vectors(
      SharedPrompt shared, TaskParameters prompt, List<HeldExample> examples) {
    return examples.stream()
        .map(e -> features.vector(shared, prompt, e.example().text(), e.example().textPair()))
        .toList();
  }

  private static LabelledText labelled(HeldExample e) {
    return new LabelledText(e.example().text(), e.example().textPair(), e.label());
  }
}
