package io.mptstreams.cli.demo;

import static org.awaitility.Awaitility.await;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.TopicAdmin;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import io.mptstreams.trainer.TrainerApp;
import io.mptstreams.trainer.TrainerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Events, predictions, labels, a new version, better predictions: all of it, on a real broker. */
class WholeLoopTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  @TempDir Path folder;

  @Test
  void aTaskLearnsFromLabelsWithoutLosingOrDoublingAnEvent() {
    Map<String, String> values = settings();
    WholeLoop loop = new WholeLoop();
    try (Cluster cluster = Cluster.open(Connection.from(values))) {
      new TopicAdmin(cluster).apply();
      loop.registerTasks(cluster);
      try (ScorerApp scorer = ScorerApp.start(ScorerSettings.from(new ConfigValues(values)));
          TrainerApp trainer = TrainerApp.start(TrainerSettings.from(new ConfigValues(values)))) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> scorer.view().ready() && trainer.ready());

        DemoSummary summary = loop.play(cluster);

        loop.check(summary);
      }
    }
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
