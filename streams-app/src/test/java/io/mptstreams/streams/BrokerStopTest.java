package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.broker.BrokerSettings;
import io.mptstreams.local.broker.EmbeddedKafka;
import io.mptstreams.local.registry.EmbeddedRegistry;
import io.mptstreams.local.registry.RegistrySettings;
import io.mptstreams.schemas.record.Prediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One of three brokers goes and comes back; larger by {@code -Dmpt.broker.events=10000}. */
class BrokerStopTest {

  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final int EVENTS = Integer.getInteger("mpt.broker.events", 900);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir Path folder;

  @Test
  void losesAndDoublesNothingWhileABrokerIsAway() throws Exception {
    try (EmbeddedKafka kafka =
            EmbeddedKafka.start(BrokerSettings.in(folder.resolve("brokers")).withBrokers(3));
        EmbeddedRegistry registry =
            EmbeddedRegistry.start(RegistrySettings.local(kafka.bootstrapServers()));
        Lab lab = new Lab(kafka.bootstrapServers(), registry.url(), "three", (short) 3);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions())) {
      lab.define(Samples.mood("mood"));
      try (ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt)) {
        send(lab, 0, EVENTS / 3);
        await(predictions, EVENTS / 6);
        kafka.stopBroker(3);
        send(lab, EVENTS / 3, EVENTS * 2 / 3);
        await(predictions, EVENTS / 2);
        kafka.startBroker(3);
        send(lab, EVENTS * 2 / 3, EVENTS);
        await(predictions, EVENTS);

        List<String> ids =
            predictions.linger(Duration.ofSeconds(2)).stream().map(Lab.Read::key).toList();
        System.out.printf(
            "broker test: %d events, one of 3 brokers stopped and started: %d predictions, %d ids%n",
            EVENTS, ids.size(), ids.stream().distinct().count());
        assertThat(ids).hasSize(EVENTS).doesNotHaveDuplicates();
        assertThat(app.view().live()).isTrue();
      }
    }
  }

  private static void send(Lab lab, int from, int to) {
    for (int i = from; i < to; i++) {
      lab.sendEvent("e" + i, Samples.event("word " + i, "mood"));
    }
    lab.flush();
  }

  private static void await(Lab.Tail<Prediction> predictions, int count) {
    assertThat(predictions.until(all -> all.size() >= count, PATIENCE).size())
        .isGreaterThanOrEqualTo(count);
  }
}
