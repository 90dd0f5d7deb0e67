package io.mptstreams.engine.tuning.compare;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.tuning.adapter.houlsby.HoulsbyAdapters;
import io.mptstreams.engine.tuning.adapter.pfeiffer.PfeifferAdapters;
import io.mptstreams.engine.tuning.attempt.Attempt;
import io.mptstreams.engine.tuning.bitfit.BitFit;
import io.mptstreams.engine.tuning.finetuning.FineTuning;
import io.mptstreams.engine.tuning.lora.Lora;
import io.mptstreams.engine.tuning.mpt.AdaptationSettings;
import io.mptstreams.engine.tuning.mpt.MptTechnique;
import io.mptstreams.engine.tuning.mpt.SharedToo;
import io.mptstreams.engine.tuning.mpt.SimilarStart;
import io.mptstreams.engine.tuning.probe.Probe;
import io.mptstreams.engine.tuning.prompttuning.PromptTuning;
import io.mptstreams.engine.tuning.spot.Spot;
import io.mptstreams.engine.tuning.technique.GradientSettings;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Technique;
import io.mptstreams.engine.tuning.zeroshot.ZeroShot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All techniques by name, each with the settings that it is compared with. */
public final class Techniques {

  private static final int MPT_RANK = 8;
  private static final int LORA_RANK = 8;
  private static final int HOULSBY_WIDTH = 64;
  private static final int PFEIFFER_REDUCTION = 16;

  private final Map<String, Supplier<Technique>> byName = new LinkedHashMap<>();

  /**
   * @param trained of MPT, SPoT and ATTEMPT; its length is vanilla prompt tuning's too
   */
  public Techniques(Backbone backbone, TrainedPrompt trained) {
    SharedPrompt prompt = trained.prompt();
    ReadoutSettings readout = ReadoutSettings.defaults();
    int length = prompt.length() / backbone.promptRows(1);
    byName.put(
        "mpt", () -> new MptTechnique(backbone, prompt, MPT_RANK, AdaptationSettings.defaults()));
    byName.put(
        "mpt-similar",
        () -> new SimilarStart(backbone, trained, MPT_RANK, AdaptationSettings.defaults()));
    byName.put(
        "mpt-shared-trained",
        () -> new SharedToo(backbone, prompt, MPT_RANK, readout, rate(6e-2f)));
    byName.put("zero-shot", () -> new ZeroShot(backbone));
    byName.put("probe", () -> Probe.plain(backbone));
    byName.put("label-prior-probe", () -> Probe.labelPrior(backbone, readout));
    byName.put("prompt-tuning", () -> new PromptTuning(backbone, length, readout, rate(3e-2f)));
    byName.put("spot", () -> new Spot(backbone, prompt, readout, rate(3e-2f)));
    byName.put(
        "attempt", () -> new Attempt(backbone, prompt, trained.sources(), readout, rate(1e-2f)));
    byName.put(
        "adapter-houlsby",
        () -> new HoulsbyAdapters(backbone, HOULSBY_WIDTH, readout, rate(1e-3f)));
    byName.put(
        "adapter-pfeiffer",
        () -> new PfeifferAdapters(backbone, PFEIFFER_REDUCTION, readout, rate(1e-3f)));
    byName.put("bitfit", () -> new BitFit(backbone, readout, rate(5e-3f)));
    byName.put("lora", () -> new Lora(backbone, LORA_RANK, readout, rate(5e-3f)));
    byName.put("fine-tuning", () -> new FineTuning(backbone, readout, rate(5e-5f)));
  }

  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * @throws IllegalArgumentException if there is no such technique, naming those that are
   */
  public Technique named(String name) {
    Supplier<Technique> technique = byName.get(name);
    if (technique == null) {
      throw new IllegalArgumentException(
          "there is no technique " + name + ", there are " + names());
    }
    return technique.get();
  }

  private static GradientSettings rate(float learningRate) {
    return GradientSettings.withLearningRate(learningRate);
  }
}
