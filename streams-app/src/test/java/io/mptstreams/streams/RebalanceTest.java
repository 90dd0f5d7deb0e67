package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Prediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Instances that come and go under load; larger by {@code -Dmpt.rebalance.events=15000}. */
class RebalanceTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final int EVENTS = Integer.getInteger("mpt.rebalance.events", 1_500);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir Path folder;

  @Test
  void losesAndDoublesNothingWhileInstancesJoinAndLeave() {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions())) {
      lab.define(Samples.mood("mood"));
      for (int i = 0; i < EVENTS; i++) {
        lab.sendEvent("e" + i, Samples.event("word " + i, "mood"));
      }
      lab.flush();
      ScorerApp first = start(lab, engine, "first");
      await(predictions, EVENTS / 5);
      try (ScorerApp second = start(lab, engine, "second")) {
        await(predictions, EVENTS * 2 / 5);
        first.close();
        await(predictions, EVENTS * 3 / 5);
        first = start(lab, engine, "third");
        await(predictions, EVENTS * 4 / 5);
      }
      await(predictions, EVENTS);
      first.close();

      List<String> ids =
          predictions.linger(Duration.ofSeconds(2)).stream().map(Lab.Read::key).toList();
      System.out.printf(
          "rebalance test: %d events, 2 instances joined and 2 left: %d predictions, %d ids%n",
          EVENTS, ids.size(), ids.stream().distinct().count());
      assertThat(ids).hasSize(EVENTS).doesNotHaveDuplicates();
    }
  }

  private ScorerApp start(Lab lab, BatchingEngine engine, String name) {
    return ScorerApp.start(
        lab.settings("scoring.state-dir", folder.resolve(name).toString()), engine, miniLm::prompt);
  }

  private static void await(Lab.Tail<Prediction> predictions, int count) {
    assertThat(predictions.until(all -> all.size() >= count, PATIENCE).size())
        .isGreaterThanOrEqualTo(count);
  }
}
