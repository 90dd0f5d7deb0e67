package io.mptstreams.trainer;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.readout.PromptedEmbedder;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.trainer.adapt.AdaptSettings;
import io.mptstreams.trainer.adapt.Challengers;
import io.mptstreams.trainer.adapt.FeatureStore;
import io.mptstreams.trainer.adapt.MptPromptTrainer;
import io.mptstreams.trainer.adapt.ReadoutStage;
import io.mptstreams.trainer.drift.InputDrift;
import io.mptstreams.trainer.gate.Gate;
import io.mptstreams.trainer.guard.LiveGuard;
import io.mptstreams.trainer.learn.ColdStarts;
import io.mptstreams.trainer.learn.InputWatch;
import io.mptstreams.trainer.learn.LearnerSettings;
import io.mptstreams.trainer.learn.LearningRun;
import io.mptstreams.trainer.learn.OutcomeFactory;
import io.mptstreams.trainer.learn.RememberedStarts;

/** Puts the learning together: the same for Kafka and for replays. */
public final class LearnerAssembly {

  private LearnerAssembly() {}

  /** What runs looks on one thread. */
  public static LearningRun learningRun(
      Backbone backbone, LearnerSettings settings, FeatureStore features, String instance) {
    AdaptSettings adapt = settings.adapt();
    return new LearningRun(
        new RememberedStarts(coldStarts(backbone)),
        features,
        new InputWatch(features, new InputDrift(settings.drift()), settings.buffer().recent()),
        new Challengers(
            features,
            new ReadoutStage(adapt.readout(), adapt.noise(), adapt.folds()),
            new MptPromptTrainer(backbone, adapt.prompt()),
            settings.fade(),
            settings.shift(),
            settings.trust()),
        new LearningRun.PromptPolicy(adapt.promptExamples(), adapt.promptGrowth()),
        new Gate(settings.gate()),
        new LiveGuard(settings.guard()),
        new OutcomeFactory(instance, backbone.info().digest()));
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
