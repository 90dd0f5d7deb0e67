package io.mptstreams.bench.engine;

import ai.djl.pytorch.jni.JniUtils;
import io.mptstreams.bench.Check;
import io.mptstreams.bench.engine.EngineBenchReport.Row;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.onnx.PackagedModel;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Runs all measurements of the engine. */
public final class EngineBench {

  private static final int PROMPT = 20;

  private EngineBench() {}

  /**
   * Takes some minutes. One thread at a time; nothing else should run.
   *
   * @param progress is told of every measurement when it is done
   */
  public static EngineBenchReport run(EngineBenchOptions options, Consumer<String> progress) {
    Stopwatch stopwatch = new Stopwatch(options);
    BackboneSettings settings =
        new BackboneSettings(
            "all-MiniLM-L6-v2", "cpu", "float32", "auto", options.threads(), "every-layer");
    List<Row> rows = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    try (Backbone full = Backbones.open(settings);
        Backbone opened = bfloat16(settings, progress);
        OnnxPeer peer = new OnnxPeer(PackagedModel.ALL_MINILM_L6_V2, options.threads())) {
      Optional<Backbone> half = Optional.ofNullable(opened);
      RealTexts texts = new RealTexts(options.data(), full.tokenizer());
      SharedPrompt prompt = SharedPrompts.fromVocabulary(full, PROMPT, 7);
      try (GradientMode off = GradientMode.off()) {
        ForwardBench forward = new ForwardBench(stopwatch, texts, peer, options.quick(), progress);
        forward.measure(full, half, 0, rows);
        forward.measure(full, half, PROMPT, rows);
        ProductRate rate = new ProductRate(stopwatch, texts);
        progress.accept("rate of a large matrix product");
        checks.add(Check.atLeast("matmul_fraction_float32", rate.fraction(full), 0.80));
        if (half.isPresent()) {
          checks.add(Check.atLeast("matmul_fraction_bfloat16", rate.fraction(opened), 0.75));
          progress.accept("labels of bfloat16 against those of float32");
          double agreement = Agreement.of(full, opened, prompt, texts.texts());
          checks.add(Check.atLeast("bfloat16_agreement", agreement, 0.995));
        }
      }
      checks.addAll(0, forwardChecks(rows));
      if (!options.cpuClock()) {
        // The engine works on a thread of its own, whose time the calling thread's clock misses.
        progress.accept("many tasks: installing, scoring and updating 10000");
        checks.addAll(new BankBench(stopwatch, full, prompt, texts).measure());
      }
      try (TrainingStepBench training = new TrainingStepBench(texts, full)) {
        progress.accept("training step");
        double step = training.millis(stopwatch);
        rows.add(
            new Row(
                "train_step",
                "16x32+20",
                step,
                options.peft().map(OptionalDouble::of).orElse(OptionalDouble.empty())));
        options
            .peft()
            .ifPresent(p -> checks.add(Check.atLeast("train_step_vs_peft", p / step, 1.5)));
        progress.accept("adaptation step");
        checks.add(adaptationStep(stopwatch, texts, full, prompt, rows));
        progress.accept("memory of 2000 training steps");
        checks.add(Check.atMost("train_2000_steps_mib", training.growthMebibytes(), 32));
      }
    }
    return new EngineBenchReport(conditions(options), rows, checks);
  }

  private static Check adaptationStep(
      Stopwatch stopwatch, RealTexts texts, Backbone full, SharedPrompt prompt, List<Row> rows) {
    try (AdaptationStepBench adaptation = new AdaptationStepBench(texts, full, prompt)) {
      double[] millis = adaptation.millis(stopwatch);
      String shape =
          "%dx%d+%d".formatted(AdaptationStepBench.ROWS, AdaptationStepBench.LENGTH, PROMPT);
      rows.add(new Row("adaptation_step", shape, millis[0], OptionalDouble.empty()));
      return Check.atMost("step_outside_backbone_ms", millis[1], 2);
    }
  }

  /** Null, and a word about it, where the processor lacks the type: its checks are missing then. */
  private static Backbone bfloat16(BackboneSettings settings, Consumer<String> progress) {
    try {
      return Backbones.open(settings.withType("bfloat16"));
    } catch (InvalidBackboneException e) {
      progress.accept("bfloat16 is not measured: " + e.getMessage());
      return null;
    }
  }

  private static List<Check> forwardChecks(List<Row> rows) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.atLeast("forward_float32_vs_onnxruntime", ratios(rows, "forward_float32")[0], 1.0));
    double[] low = ratios(rows, "forward_bfloat16");
    if (low.length > 0) {
      checks.add(Check.atLeast("forward_bfloat16_vs_onnxruntime_float32", median(low), 1.8));
    }
    checks.add(
        Check.atLeast(
            "prompted_vs_onnxruntime", ratios(rows, "forward_float32_prompted")[0], 1.05));
    return checks;
  }

  /** In ascending order. */
  private static double[] ratios(List<Row> rows, String what) {
    return rows.stream()
        .filter(r -> r.what().equals(what))
        .mapToDouble(Row::ratio)
        .sorted()
        .toArray();
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String conditions(EngineBenchOptions options) {
    return "%d threads of %d processors, %s clock, best of %d interleaved rounds, PyTorch threads %d"
        .formatted(
            options.threads(),
            Runtime.getRuntime().availableProcessors(),
            options.cpuClock() ? "cpu" : "wall",
            options.rounds(),
            JniUtils.getNumThreads());
  }
}
