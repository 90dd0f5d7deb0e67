package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Prediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A scorer that was down for longer than its events are kept. */
class CutOffEventsTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  @Test
  void areNotWaitedForAndThoseThatAreLeftAreScoredOnce() throws Exception {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions())) {
      lab.define(Samples.mood("mood"));
      send(lab, "scored", 8);
      try (ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt)) {
        assertThat(predictions.atLeast(8)).hasSize(8);
      }
      send(lab, "gone", 8);
      deleteAll(lab.topics().sharedEvents().name());
      send(lab, "left", 8);

      try (ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt)) {
        List<String> ids = predictions.atLeast(16).stream().map(Lab.Read::key).toList();
        assertThat(ids).hasSize(16).doesNotHaveDuplicates().noneMatch(id -> id.startsWith("gone"));
        assertThat(app.view().live()).isTrue();
      }
    }
  }

  private static void send(Lab lab, String name, int count) {
    for (int i = 0; i < count; i++) {
      lab.sendEvent(name + i, Samples.event("word " + i, "mood"));
    }
    lab.flush();
  }

  /** As retention does. */
  private static void deleteAll(String topic) throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (int partition = 0; partition < 4; partition++) {
      all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
      admin.deleteRecords(all).all().get();
    }
  }
}
