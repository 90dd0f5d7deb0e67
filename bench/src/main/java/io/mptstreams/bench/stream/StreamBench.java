package io.mptstreams.bench.stream;

import io.mptstreams.bench.Check;
import io.mptstreams.bench.engine.RealTexts;
import io.mptstreams.bench.stream.StreamBenchReport.Row;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Runs all measurements of the stream, on one broker in this process. */
public final class StreamBench {

  private StreamBench() {}

  /**
   * Takes some minutes; nothing else should run.
   *
   * @param progress is told of every measurement when it begins
   */
  public static StreamBenchReport run(StreamBenchOptions options, Consumer<String> progress) {
    List<Row> rows = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    progress.accept("starting a broker and a registry");
    try (BenchBroker broker = new BenchBroker()) {
      ScorerSettings settings = settings(broker);
      try (Backbone backbone = Backbones.open(settings.backbone())) {
        SharedPrompt prompt = ScorerApp.ownPrompt(backbone, settings);
        List<String> texts =
            new ArrayList<>(new RealTexts(options.data(), backbone.tokenizer()).texts());
        // Folders' texts come task by task, and a task of long texts would be a burst.
        Collections.shuffle(texts, new Random(1));
        if (options.parts().contains(StreamBenchPart.start)) {
          progress.accept("start with " + options.tasks() + " tasks");
          checks.addAll(new RestoreBench(broker, options, backbone, prompt).measure(rows));
        }
        if (options.parts().contains(StreamBenchPart.noop)) {
          progress.accept("events with a scorer that does nothing, and a plain topology");
          checks.addAll(
              new NoopBench(broker, options, backbone.info(), prompt, texts).measure(rows));
        }
        if (options.parts().contains(StreamBenchPart.model)) {
          checks.addAll(
              new ModelBench(broker, options, backbone, prompt, texts, progress).measure(rows));
        }
        if (options.parts().contains(StreamBenchPart.feedback)) {
          progress.accept("feedback");
          checks.addAll(
              new JoinBench(broker, options, backbone.info(), prompt, texts).measure(rows));
        }
      }
      return new StreamBenchReport(conditions(options, settings), rows, checks);
    }
  }

  private static ScorerSettings settings(BenchBroker broker) {
    try (Lane lane = new Lane(broker, "settings")) {
      return lane.settings();
    }
  }

  private static String conditions(StreamBenchOptions options, ScorerSettings settings) {
    return ("%d processors, broker and registry in the same process, %s, %d stream threads,"
            + " commits every %d ms, median of %d interleaved rounds")
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            settings.stream().exactlyOnce() ? "exactly_once_v2" : "at_least_once",
            settings.stream().threads(),
            settings.stream().commitInterval().toMillis(),
            options.rounds());
  }
}
