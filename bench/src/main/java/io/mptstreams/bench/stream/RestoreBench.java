package io.mptstreams.bench.stream;

import io.mptstreams.bench.Check;
import io.mptstreams.bench.stream.StreamBenchReport.Row;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.streams.ScorerApp;
import java.util.List;

/**
 * From the call that starts a scorer on an open backbone until it holds every task's update and
 * reads events. Measured once, and before everything else, because a scorer starts in a process
 * whose code is not compiled yet.
 */
final class RestoreBench {

  private final BenchBroker broker;
  private final StreamBenchOptions options;
  private final Backbone backbone;
  private final SharedPrompt prompt;

  RestoreBench(
      BenchBroker broker, StreamBenchOptions options, Backbone backbone, SharedPrompt prompt) {
    this.broker = broker;
    this.options = options;
    this.backbone = backbone;
    this.prompt = prompt;
  }

  List<Check> measure(List<Row> rows) {
    try (Lane lane = new Lane(broker, "restore")) {
      var tasks = lane.topics().tasks();
      var updates = lane.topics().taskUpdates();
      lane.publishAtOnce(
          options.tasks(), i -> lane.record(tasks, name(i), Lane.task(name(i), true)));
      lane.publishAtOnce(
          options.tasks(), i -> lane.record(updates, name(i), Updates.update(prompt, name(i), 2)));
      try (BatchingEngine engine = new BatchingEngine(backbone, lane.settings().engine())) {
        long start = System.nanoTime();
        try (ScorerApp app = ScorerApp.start(lane.settings(), engine, () -> prompt)) {
          double seconds = (System.nanoTime() - start) / 1e9;
          long served =
              app.view().tasks().stream().filter(task -> task.version().orElse(0) == 2).count();
          if (served != options.tasks()) {
            throw new IllegalStateException(served + " of " + options.tasks() + " are served");
          }
          rows.add(Row.of("restore_of_" + options.tasks() + "_tasks", "s", seconds));
          return List.of(Check.atMost("restore_10000_s", seconds, 3));
        }
      }
    }
  }

  private static String name(int i) {
    return "task-" + i;
  }
}
