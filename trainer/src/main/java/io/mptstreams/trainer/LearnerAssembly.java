package io.mptstreams.trainer;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.readout.PromptedEmbedder;
import io.mptstreams.engine.readout.TargetLikelihood;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.trainer.adapt.AdaptSettings;
import io.mptstreams.trainer.adapt.Challengers;
import io.mptstreams.trainer.adapt.FeatureStore;
import io.mptstreams.trainer.adapt.MptPromptTrainer;
import io.mptstreams.trainer.adapt.ReadoutStage;
import io.mptstreams.trainer.drift.InputDrift;
import io.mptstreams.trainer.gate.Gate;
import io.mptstreams.trainer.gate.TextGate;
import io.mptstreams.trainer.guard.LiveGuard;
import io.mptstreams.trainer.learn.ColdStarts;
import io.mptstreams.trainer.learn.InputWatch;
import io.mptstreams.trainer.learn.LearnerSettings;
import io.mptstreams.trainer.learn.Learning;
import io.mptstreams.trainer.learn.OutcomeFactory;
import io.mptstreams.trainer.learn.PromptPolicy;
import io.mptstreams.trainer.learn.RememberedStarts;
import io.mptstreams.trainer.learn.TextJudge;
import io.mptstreams.trainer.learn.TextLearning;
import io.mptstreams.trainer.learn.VectorLearning;
import io.mptstreams.trainer.learn.WatchedLearning;

/** Puts the learning together: the same for Kafka and for replays. */
public final class LearnerAssembly {

  private LearnerAssembly() {}

  /** What runs looks on one thread, as the backbone reads: sentence vectors, or text. */
  public static Learning learning(
      Backbone backbone, LearnerSettings settings, FeatureStore features, String instance) {
    ColdStarts coldStarts = new RememberedStarts(coldStarts(backbone));
    OutcomeFactory outcomes = new OutcomeFactory(instance, backbone.info().digest());
    Learning learning =
        backbone.textToText().isPresent()
            ? textLearning(backbone, settings, coldStarts, outcomes)
            : vectorLearning(backbone, settings, coldStarts, features, outcomes);
    return new WatchedLearning(
        learning,
        new InputWatch(features, new InputDrift(settings.drift()), settings.buffer().recent()),
        coldStarts,
        outcomes);
  }

  private static Learning vectorLearning(
      Backbone backbone,
      LearnerSettings settings,
      ColdStarts coldStarts,
      FeatureStore features,
      OutcomeFactory outcomes) {
    AdaptSettings adapt = settings.adapt();
    return new VectorLearning(
        coldStarts,
        features,
        new Challengers(
            features,
            new ReadoutStage(adapt.readout(), adapt.noise(), adapt.folds()),
            new MptPromptTrainer(backbone, adapt.prompt()),
            settings.fade(),
            settings.shift(),
            settings.trust()),
        new PromptPolicy(adapt.promptExamples(), adapt.promptGrowth()),
        new Gate(settings.gate()),
        new LiveGuard(settings.guard()),
        outcomes);
  }

  private static Learning textLearning(
      Backbone backbone, LearnerSettings settings, ColdStarts coldStarts, OutcomeFactory outcomes) {
    AdaptSettings adapt = settings.adapt();
    return new TextLearning(
        coldStarts,
        new MptPromptTrainer(backbone, adapt.prompt()),
        new PromptPolicy(adapt.promptExamples(), adapt.promptGrowth()),
        new TextJudge(
            new TargetLikelihood(backbone, adapt.maxTokens()),
            new Gate(settings.gate()),
            new TextGate(settings.gate()),
            new LiveGuard(settings.guard())),
        settings.fade(),
        settings.trust().fixed(),
        outcomes);
  }

  /** Sentence vectors that are kept. */
  public static FeatureStore features(Backbone backbone, AdaptSettings settings) {
    PromptedEmbedder embedder = new PromptedEmbedder(backbone, settings.maxTokens());
    return new FeatureStore(embedder::embed, settings.cachedVectors());
  }

  /** Version 1 as every scorer makes it. */
  public static ColdStarts coldStarts(Backbone backbone) {
    ColdStart coldStart = new ColdStart(backbone);
    return (shared, task) ->
        coldStart.of(
            shared,
            task.labelNames(),
            task.labels().stream().map(LabelDefinition::phrase).toList());
  }
}
