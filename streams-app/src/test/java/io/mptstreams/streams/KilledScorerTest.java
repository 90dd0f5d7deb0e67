package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.ChildProgram;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Prediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes with the real backbone, killed under load with SIGKILL and started again. Larger by
 * {@code -Dmpt.kill.events=20000 -Dmpt.kill.kills=8 -Dmpt.kill.instances=2}.
 */
class KilledScorerTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final int EVENTS = Integer.getInteger("mpt.kill.events", 3_000);
  private static final int EVENTS_AT_LEAST_ONCE = Integer.getInteger("mpt.kill.events", 600);
  private static final int KILLS = Integer.getInteger("mpt.kill.kills", 2);
  private static final int INSTANCES = Integer.getInteger("mpt.kill.instances", 1);

  @TempDir Path folder;

  @Test
  void losesAndDoublesNothingWhenItIsKilledUnderLoad() throws Exception {
    List<String> ids = killed("exactly_once_v2", EVENTS, KILLS, INSTANCES);

    assertThat(lost(ids, EVENTS)).as("lost").isZero();
    assertThat(ids.size() - new HashSet<>(ids).size()).as("duplicates").isZero();
  }

  @Test
  void losesNothingAtLeastOnce() throws Exception {
    List<String> ids = killed("at_least_once", EVENTS_AT_LEAST_ONCE, KILLS, INSTANCES);

    assertThat(lost(ids, EVENTS_AT_LEAST_ONCE)).as("lost").isZero();
  }

  private List<String> killed(String guarantee, int events, int kills, int instances)
      throws Exception {
    try (Lab lab = new Lab(kafka)) {
      lab.define(Samples.mood("mood"));
      List<ChildProgram> scorers = new ArrayList<>();
      try (Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions())) {
        for (int i = 0; i < instances; i++) {
          scorers.add(ChildScorer.start(folder, config(lab, guarantee, i)));
        }
        for (int i = 0; i < events; i++) {
          lab.sendEvent("e" + i, Samples.event("word " + i, "mood"));
        }
        lab.flush();
        for (int kill = 1; kill <= kills; kill++) {
          int due = events * kill / (kills + 1);
          awaitPredictions(predictions, due, scorers);
          scorers.get(0).kill();
          scorers.set(0, ChildScorer.start(folder, config(lab, guarantee, 0)));
        }
        awaitPredictions(predictions, events, scorers);
        List<Lab.Read<Prediction>> all = predictions.linger(Duration.ofSeconds(3));
        System.out.printf(
            "kill test: %s, %d events, %d kills of one of %d instances: %d predictions, %d ids%n",
            guarantee,
            events,
            kills,
            instances,
            all.size(),
            all.stream().map(Lab.Read::key).distinct().count());
        return all.stream().map(Lab.Read::key).toList();
      } finally {
        for (ChildProgram scorer : scorers) {
          scorer.close();
        }
      }
    }
  }

  private static void awaitPredictions(
      Lab.Tail<Prediction> predictions, int count, List<ChildProgram> scorers) {
    Set<String> seen = new HashSet<>();
    predictions.until(
        all -> {
          seen.clear();
          all.forEach(read -> seen.add(read.key()));
          return seen.size() >= count || scorers.stream().noneMatch(ChildProgram::isAlive);
        },
        PATIENCE);
    assertThat(seen.size())
        .withFailMessage(
            () -> seen.size() + " of " + count + " came; it said: " + scorers.get(0).said())
        .isGreaterThanOrEqualTo(count);
  }

  private Map<String, String> config(Lab lab, String guarantee, int instance) {
    return lab.config(
        "scoring.guarantee",
        guarantee,
        "scoring.instance-id",
        "scorer-" + instance,
        "scoring.state-dir",
        folder.resolve("state-" + guarantee + instance).toString(),
        "scoring.max-poll-records",
        "64",
        "scoring.transaction-timeout",
        "60s",
        "http.port",
        "-1");
  }

  private static int lost(List<String> ids, int events) {
    Set<String> seen = new HashSet<>(ids);
    int lost = 0;
    for (int i = 0; i < events; i++) {
      lost += seen.contains("e" + i) ? 0 : 1;
    }
    return lost;
  }
}
