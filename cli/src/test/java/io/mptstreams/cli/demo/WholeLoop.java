package io.mptstreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.TaskDefinition;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two tasks of the demo, an event that is too large for a scorer and one that is too large for a
 * producer, played against whatever scorer and trainer run on a cluster.
 */
final class WholeLoop {

  private static final Set<String> TASKS = Set.of("team_routing", "speech_act");

  private final DemoInput input = someOf(PackagedInput.read(7));

  void registerTasks(Cluster cluster) {
    try (RecordSender sender = new RecordSender(cluster)) {
      for (TaskDefinition task : input.tasks()) {
        sender.sendAndWait(cluster.topics().tasks(), task.name(), task);
      }
    }
  }

  /** Sends the events, and labels for some of the predictions that come back. */
  DemoSummary play(Cluster cluster) {
    DemoSettings settings = new DemoSettings(20, 0.6, Duration.ofMillis(200), 7, false, Map.of());
    try (RecordSender sender = new RecordSender(cluster);
        DemoFeed feed = new DemoFeed(cluster)) {
      DemoRun run =
          new DemoRun(input, settings, cluster, sender, new PlainView(new PrintWriter(System.err)));
      run.play(feed, () -> {}, () -> false);
      return DemoSummary.of(run.board(), run.reloads(), Map.of());
    }
  }

  /** Nothing is lost or doubled, and both tasks serve a version that was learned. */
  void check(DemoSummary summary) {
    assertThat(summary.events()).isEqualTo(input.events().size());
    assertThat(summary.lost()).isZero();
    assertThat(summary.duplicates()).isZero();
    assertThat(summary.refused()).containsExactly(Map.entry(ErrorCode.TEXT_TOO_LARGE, 2));
    assertThat(summary.tasks().values()).allSatisfy(t -> assertThat(t.versions()).isGreaterThan(1));
    assertThat(summary.tasks().values().stream().mapToDouble(t -> t.accuracyLastThird()).sum())
        .isGreaterThan(
            summary.tasks().values().stream().mapToDouble(t -> t.accuracyFirstThird()).sum());
    assertThat(summary.reloadMs().p50()).isPositive();
  }

  private static DemoInput someOf(DemoInput all) {
    List<TaskDefinition> tasks =
        all.tasks().stream().filter(task -> TASKS.contains(task.name())).toList();
    List<DemoEvent> events =
        new ArrayList<>(
            all.events().stream().filter(event -> TASKS.contains(event.task())).toList());
    events.add(1, large("large", 100_000, events.get(0)));
    events.add(2, large("larger", 1_000_000, events.get(0)));
    return new DemoInput(tasks, events);
  }

  private static DemoEvent large(String id, int words, DemoEvent like) {
    return new DemoEvent(id, like.task(), "word ".repeat(words), Optional.empty(), like.label());
  }
}
