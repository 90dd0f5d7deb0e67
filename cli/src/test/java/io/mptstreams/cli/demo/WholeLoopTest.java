package io.mptstreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.kafka.TopicAdmin;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import io.mptstreams.trainer.TrainerApp;
import io.mptstreams.trainer.TrainerSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Events, predictions, labels, a new version, better predictions: all of it, on a real broker. */
class WholeLoopTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Set<String> TASKS = Set.of("team_routing", "speech_act");

  @TempDir Path folder;

  @Test
  void aTaskLearnsFromLabelsWithoutLosingOrDoublingAnEvent() {
    // Given a scorer and a trainer on an empty deployment with two tasks
    Map<String, String> values = settings();
    DemoInput input = someOf(PackagedInput.read(7));
    DemoSettings settings = new DemoSettings(20, 0.6, Duration.ofMillis(200), 7, false, Map.of());
    try (Cluster cluster = Cluster.open(Connection.from(values));
        RecordSender sender = new RecordSender(cluster)) {
      new TopicAdmin(cluster).apply();
      for (TaskDefinition task : input.tasks()) {
        sender.sendAndWait(cluster.topics().tasks(), task.name(), task);
      }
      try (ScorerApp scorer = ScorerApp.start(ScorerSettings.from(new ConfigValues(values)));
          TrainerApp trainer = TrainerApp.start(TrainerSettings.from(new ConfigValues(values)));
          DemoFeed feed = new DemoFeed(cluster)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> scorer.view().ready() && trainer.ready());

        // When events are played and labels come back
        DemoRun run =
            new DemoRun(
                input, settings, cluster, sender, new PlainView(new PrintWriter(System.err)));
        run.play(feed, () -> {}, () -> trainer.done().isDone());

        // Then nothing is lost or doubled, and both tasks serve a version that was learned
        DemoSummary summary = DemoSummary.of(run.board(), run.reloads(), Map.of());
        assertThat(summary.events()).isEqualTo(input.events().size());
        assertThat(summary.lost()).isZero();
        assertThat(summary.duplicates()).isZero();
        assertThat(summary.tasks().values())
            .allSatisfy(t -> assertThat(t.versions()).isGreaterThan(1));
        assertThat(summary.tasks().values().stream().mapToDouble(t -> t.accuracyLastThird()).sum())
            .isGreaterThan(
                summary.tasks().values().stream().mapToDouble(t -> t.accuracyFirstThird()).sum());
        assertThat(summary.reloadMs().p50()).isPositive();
      }
    }
  }

  private static DemoInput someOf(DemoInput all) {
    List<TaskDefinition> tasks =
        all.tasks().stream().filter(task -> TASKS.contains(task.name())).toList();
    List<DemoEvent> events =
        all.events().stream().filter(event -> TASKS.contains(event.task())).toList();
    return new DemoInput(tasks, events);
  }

  private Map<String, String> settings() {
    Map<String, String> values = new HashMap<>(DemoSettings.QUICK);
    values.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    values.put("schema.registry.url", kafka.registryUrl());
    values.put("topics.prefix", kafka.uniqueName("loop"));
    values.put("scoring.state-dir", folder.toString());
    values.put("http.port", "-1");
    values.put("training.status.port", "-1");
    return values;
  }
}
