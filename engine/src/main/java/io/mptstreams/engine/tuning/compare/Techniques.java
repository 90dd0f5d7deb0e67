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
import io.mptstreams.engine.tuning.mpt.Together;
import io.mptstreams.engine.tuning.probe.Probe;
import io.mptstreams.engine.tuning.prompttuning.PromptTuning;
import io.mptstreams.engine.tuning.spot.Spot;
import io.mptstreams.engine.tuning.technique.GradientBudget;
import io.mptstreams.engine.tuning.technique.ReadoutSettings;
import io.mptstreams.engine.tuning.technique.Renamed;
import io.mptstreams.engine.tuning.technique.Technique;
import io.mptstreams.engine.tuning.zeroshot.ZeroShot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All techniques by name, each with the learning rate that it is compared with; {@code name@rate}
 * is the same technique at another one, for trials.
 */
public final class Techniques {

  /** SPoT from MPT's own shared prompt, and not held to what that answered. */
  private static final String FROM_MPT = "spot-from-mpt";

  private static final int MPT_RANK = 13;
  private static final int TOGETHER_RANK = 10;
  private static final int LORA_RANK = 8;
  private static final int HOULSBY_WIDTH = 64;
  private static final int PFEIFFER_REDUCTION = 16;

  private final Map<String, Entry> byName = new LinkedHashMap<>();

  private record Entry(float rate, Maker maker) {}

  /** Makes a technique with a learning rate. */
  @FunctionalInterface
  private interface Maker {
    Technique at(float rate);
  }

  /**
   * @param trained of MPT and ATTEMPT; its length is vanilla prompt tuning's too
   * @param mixture of SPoT: a prompt trained on the mixture of the same source tasks
   * @param budget of each technique that takes gradient steps
   */
  public Techniques(
      Backbone backbone,
      TrainedPrompt trained,
      Optional<SharedPrompt> mixture,
      GradientBudget budget) {
    SharedPrompt prompt = trained.prompt();
    ReadoutSettings readout = ReadoutSettings.defaults();
    int length = prompt.length() / backbone.promptRows(1);
    AdaptationSettings mpt =
        AdaptationSettings.defaults().withSteps(budget.steps()).withBatchSize(budget.batchSize());
    float mptRate = mpt.promptLearningRate();
    add(
        "mpt",
        mptRate,
        r -> new MptTechnique(backbone, prompt, MPT_RANK, mpt.withPromptLearningRate(r)));
    add(
        "mpt-similar",
        mptRate,
        r -> new SimilarStart(backbone, trained, MPT_RANK, mpt.withPromptLearningRate(r)));
    add(
        "mpt-shared-trained",
        6e-2f,
        r -> new SharedToo(backbone, prompt, MPT_RANK, readout, budget.at(r)));
    add(
        "mpt-together",
        mptRate,
        r -> new Together(backbone, prompt, TOGETHER_RANK, mpt.withPromptLearningRate(r)));
    add("zero-shot", 0, r -> new ZeroShot(backbone));
    add("probe", 0, r -> Probe.plain(backbone));
    add("label-prior-probe", 0, r -> Probe.labelPrior(backbone, readout));
    add("prompt-tuning", 3e-2f, r -> new PromptTuning(backbone, length, readout, budget.at(r)));
    add("spot", 1e-1f, r -> new Spot("spot", backbone, needed(mixture), readout, budget.at(r)));
    add(FROM_MPT, 1e-1f, r -> new Spot(FROM_MPT, backbone, prompt, readout, budget.at(r)));
    add("attempt", 3e-2f, r -> new Attempt(backbone, trained, readout, budget.at(r)));
    add(
        "adapter-houlsby",
        3e-3f,
        r -> new HoulsbyAdapters(backbone, HOULSBY_WIDTH, readout, budget.at(r)));
    add(
        "adapter-pfeiffer",
        3e-3f,
        r -> new PfeifferAdapters(backbone, PFEIFFER_REDUCTION, readout, budget.at(r)));
    add("bitfit", 1.25e-2f, r -> new BitFit(backbone, readout, budget.at(r)));
    add("lora", 5e-3f, r -> new Lora(backbone, LORA_RANK, readout, budget.at(r)));
    add("fine-tuning", 1e-4f, r -> new FineTuning(backbone, readout, budget.at(r)));
  }

  private static SharedPrompt needed(Optional<SharedPrompt> mixture) {
    return mixture.orElseThrow(
        () ->
            new IllegalArgumentException(
                "spot needs a prompt of the mixture of source tasks: name one with --mixture-prompt,"
                    + " from mpt distill --without updates --teacher-steps 0"));
  }

  /**
   * @param rate 0 where nothing takes gradient steps
   */
  private void add(String name, float rate, Maker maker) {
    byName.put(name, new Entry(rate, maker));
  }

  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * @param asked a name, or {@code name@rate}
   * @throws IllegalArgumentException if there is no such technique, naming those that are, or the
   *     rate is none
   */
  public Technique named(String asked) {
    int at = asked.indexOf('@');
    String name = at < 0 ? asked : asked.substring(0, at);
    Entry entry = byName.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "there is no technique " + name + ", there are " + names());
    }
    if (at < 0) {
      return entry.maker().at(entry.rate());
    }
    if (entry.rate() == 0) {
      throw new IllegalArgumentException(name + " has no learning rate, so " + asked + " is none");
    }
    return new Renamed(asked, entry.maker().at(rate(asked, asked.substring(at + 1))));
  }

  private static float rate(String asked, String text) {
    try {
      float rate = Float.parseFloat(text);
      if (rate > 0 && Float.isFinite(rate)) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // Told below, with the rest that is no rate.
    }
    throw new IllegalArgumentException(
        "the learning rate of " + asked + " must be a positive number, was '" + text + "'");
  }
}
