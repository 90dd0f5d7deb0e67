package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Prediction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A scorer with {@code scoring.instance-id} that is stopped and started again. */
class NamedInstanceTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void keepsItsPartitionsOverARestart() throws Exception {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions())) {
      lab.define(Samples.mood("mood"));
      ScorerSettings settings =
          lab.settings("scoring.instance-id", "a", "scoring.session-timeout", "60s");
      for (int run = 1; run <= 2; run++) {
        int expected = run;
        lab.sendEvent("e" + run, Samples.event("word " + run, "mood"));
        lab.flush();
        try (ScorerApp app = ScorerApp.start(settings, engine, miniLm::prompt)) {
          assertThat(predictions.until(all -> all.size() >= expected, PATIENCE)).hasSize(expected);
          // A close in the middle of a rebalance waits for it, up to its timeout.
          await()
              .during(Duration.ofSeconds(2))
              .atMost(PATIENCE)
              .until(() -> group(lab).groupState() == GroupState.STABLE);
        }
        assertThat(group(lab).members()).hasSize(settings.stream().threads());
      }
    }
  }

  private static ConsumerGroupDescription group(Lab lab) throws Exception {
    String group = lab.topics().settings().prefix() + "-scorer";
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group);
    }
  }
}
