package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.ChildProgram;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Prediction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to stop while it has work, and one that goes on after it. */
class StoppedScorerTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final int EVENTS = 1_500;
  private static final int SIGTERM = 128 + 15;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path folder;

  @Test
  void commitsWhatItHasDoneAndLeavesTheGroup() throws Exception {
    try (Lab lab = new Lab(kafka);
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
        Lab.Tail<byte[]> refused = lab.tailRaw(lab.topics().deadLetters().name())) {
      lab.define(Samples.mood("mood"));
      Map<String, String> config =
          lab.config("scoring.state-dir", folder.resolve("state").toString(), "http.port", "-1");
      try (ChildProgram first = ChildScorer.start(folder, config)) {
        for (int i = 0; i < EVENTS; i++) {
          lab.sendEvent("e" + i, Samples.event("word " + i, "mood"));
        }
        lab.flush();
        predictions.until(all -> all.size() >= EVENTS / 3, PATIENCE);

        assertThat(first.stop()).as(first.said()).isEqualTo(SIGTERM);
        assertThat(members(lab)).isZero();
      }
      int done = predictions.linger(Duration.ofSeconds(1)).size();
      assertThat(done).isBetween(EVENTS / 3, EVENTS);
      try (ChildProgram second = ChildScorer.start(folder, config)) {
        assertThat(predictions.until(all -> all.size() >= EVENTS || !second.isAlive(), PATIENCE))
            .as(second::state)
            .hasSizeGreaterThanOrEqualTo(EVENTS);
        List<String> ids =
            predictions.linger(Duration.ofSeconds(1)).stream().map(Lab.Read::key).toList();
        assertThat(refused.linger(Duration.ofSeconds(1))).isEmpty();
        assertThat(ids).hasSize(EVENTS).doesNotHaveDuplicates();
      }
      // Another cluster's stores would lie beside it.
      try (Stream<Path> stores = Files.list(folder.resolve("state"))) {
        assertThat(stores).containsExactly(folder.resolve("state").resolve(clusterId()));
      }
    }
  }

  private static String clusterId() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static int members(Lab lab) throws Exception {
    String group = lab.topics().settings().prefix() + "-scorer";
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().size();
    }
  }
}
