package io.mptstreams.trainer;

import io.mptstreams.engine.readout.ReadoutSettings;
import io.mptstreams.engine.tuning.mpt.AdaptationSettings;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.trainer.adapt.AdaptSettings;
import io.mptstreams.trainer.adapt.FadeSettings;
import io.mptstreams.trainer.adapt.NoiseSettings;
import io.mptstreams.trainer.adapt.ShiftSettings;
import io.mptstreams.trainer.adapt.SourceTrust;
import io.mptstreams.trainer.buffer.BufferSettings;
import io.mptstreams.trainer.drift.DriftSettings;
import io.mptstreams.trainer.gate.GateSettings;
import io.mptstreams.trainer.guard.GuardSettings;
import io.mptstreams.trainer.learn.LearnerSettings;
import io.mptstreams.trainer.trigger.TriggerSettings;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code training.*}. */
public final class LearnerConfig {

  /** Followed by the name of a source of labels. */
  private static final String WEIGHT = "training.sources.weight.";

  private LearnerConfig() {}

  /** What the values say, the defaults elsewhere. */
  public static LearnerSettings from(ConfigValues values) {
    LearnerSettings d = LearnerSettings.defaults();
    return new LearnerSettings(
        buffer(values, d.buffer()),
        new TriggerSettings(
            values.integer("training.trigger.first", d.trigger().first()),
            values.integer("training.trigger.labels", d.trigger().labels()),
            values.decimal("training.trigger.growth", d.trigger().growth()),
            values.duration("training.trigger.age", d.trigger().age()),
            values.integer("training.trigger.age-labels", d.trigger().ageLabels())),
        adapt(values, d.adapt()),
        new FadeSettings(
            values.integer("training.fade.halving", d.fade().halving()),
            values.decimal("training.fade.floor", d.fade().floor())),
        new ShiftSettings(
            values.integer("training.shift.halving", d.shift().halving()),
            values.decimal("training.shift.strength", d.shift().strength())),
        trust(values, d.trust()),
        new DriftSettings(
            values.decimal("training.drift.adwin-delta", d.drift().adwinDelta()),
            values.decimal("training.drift.tolerance", d.drift().tolerance()),
            values.decimal("training.drift.threshold", d.drift().threshold()),
            values.decimal("training.drift.input-threshold", d.drift().inputThreshold()),
            values.integer("training.drift.min-labels", d.drift().minLabels())),
        new GateSettings(
            values.integer("training.gate.min-evidence", d.gate().minEvidence()),
            values.decimal("training.gate.doubt", d.gate().doubt()),
            values.decimal("training.gate.class-bound", d.gate().classBound()),
            values.integer("training.gate.class-evidence", d.gate().classEvidence()),
            values.decimal("training.gate.signal", d.gate().signal()),
            values.integer("training.gate.prompt-evidence", d.gate().promptEvidence()),
            values.decimal("training.gate.prompt-bound", d.gate().promptBound())),
        new GuardSettings(
            values.integer("training.guard.min-examples", d.guard().minExamples()),
            values.decimal("training.guard.bound", d.guard().bound()),
            values.decimal("training.guard.level", d.guard().level())));
  }

  private static BufferSettings buffer(ConfigValues values, BufferSettings d) {
    return new BufferSettings(
        values.integer("training.buffer.capacity", d.capacity()),
        values.integer("training.buffer.recent", d.recent()),
        values.decimal("training.buffer.validation-share", d.validationShare()),
        values.integer("training.sources.rate", d.sourceRate()));
  }

  private static AdaptSettings adapt(ConfigValues values, AdaptSettings d) {
    AdaptationSettings prompt =
        d.prompt()
            .withSteps(values.integer("training.prompt.steps", d.prompt().steps()))
            .withPromptLearningRate(
                (float)
                    values.decimal(
                        "training.prompt.learning-rate", shortest(d.prompt().promptLearningRate())))
            .withBudget(values.duration("training.prompt.budget", d.prompt().budget()));
    return new AdaptSettings(
        new ReadoutSettings(
            values.decimal("training.readout.vector-anchor", d.readout().vectorAnchor()),
            values.decimal("training.readout.vector-length", d.readout().vectorLength()),
            values.decimal("training.readout.bias-anchor", d.readout().biasAnchor()),
            d.readout().labelNoise(),
            values.integer("training.readout.iterations", d.readout().iterations())),
        new NoiseSettings(
            values.decimal("training.noise.wrong", d.noise().wrong()),
            values.decimal("training.noise.vector-anchor", d.noise().vectorAnchor()),
            values.decimal("training.noise.evidence", d.noise().evidence())),
        values.integer("training.folds", d.folds()),
        values.integer("training.prompt.examples", d.promptExamples()),
        values.decimal("training.prompt.growth", d.promptGrowth()),
        prompt,
        values.integer("training.max-tokens", d.maxTokens()),
        values.integer("training.cached-vectors", d.cachedVectors()));
  }

  private static SourceTrust trust(ConfigValues values, SourceTrust d) {
    Map<String, Double> fixed = new TreeMap<>();
    for (String source : values.withPrefix(WEIGHT).keySet()) {
      fixed.put(source, values.decimal(WEIGHT + source, 1));
    }
    return new SourceTrust(
        values.integer("training.sources.min-labels", d.minLabels()),
        values.decimal("training.sources.threshold", d.threshold()),
        fixed);
  }

  /** The decimal number that the float was written as, which a cast would not show. */
  private static double shortest(float value) {
    return Double.parseDouble(Float.toString(value));
  }
}
