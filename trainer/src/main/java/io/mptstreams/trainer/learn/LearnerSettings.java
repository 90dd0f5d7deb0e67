package io.mptstreams.trainer.learn;

import io.mptstreams.trainer.adapt.AdaptSettings;
import io.mptstreams.trainer.adapt.FadeSettings;
import io.mptstreams.trainer.adapt.ShiftSettings;
import io.mptstreams.trainer.adapt.SourceTrust;
import io.mptstreams.trainer.buffer.BufferSettings;
import io.mptstreams.trainer.drift.DriftSettings;
import io.mptstreams.trainer.gate.GateSettings;
import io.mptstreams.trainer.guard.GuardSettings;
import io.mptstreams.trainer.trigger.TriggerSettings;

/** All that decides how tasks learn, whatever carries the records. */
public record LearnerSettings(
    BufferSettings buffer,
    TriggerSettings trigger,
    AdaptSettings adapt,
    FadeSettings fade,
    ShiftSettings shift,
    SourceTrust trust,
    DriftSettings drift,
    GateSettings gate,
    GuardSettings guard) {

  /** The same with another way to make challengers. */
  public LearnerSettings withAdapt(AdaptSettings other) {
    return new LearnerSettings(buffer, trigger, other, fade, shift, trust, drift, gate, guard);
  }

  /** The defaults of each part. */
  public static LearnerSettings defaults() {
    return new LearnerSettings(
        BufferSettings.defaults(),
        TriggerSettings.defaults(),
        AdaptSettings.defaults(),
        FadeSettings.defaults(),
        ShiftSettings.defaults(),
        SourceTrust.defaults(),
        DriftSettings.defaults(),
        GateSettings.defaults(),
        GuardSettings.defaults());
  }
}
