package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Updates under load: each prediction must be what the version that it names says of its text, to
 * the rounding of a batch. Larger by {@code -Dmpt.reload.tasks=50 -Dmpt.reload.updates=300}.
 */
class ReloadUnderLoadTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final int TASKS = Integer.getInteger("mpt.reload.tasks", 10);
  private static final int UPDATES = Integer.getInteger("mpt.reload.updates", 40);
  private static final int EVENTS_AN_UPDATE = 15;
  private static final List<String> LABELS = List.of("happy", "sad");

  @Test
  void predictsWithTheVersionThatEachPredictionNames() {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults())) {
      for (int t = 0; t < TASKS; t++) {
        lab.define(Samples.mood("t" + t));
      }
      Map<String, TaskUpdate> updates = new HashMap<>();
      try (ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt);
          Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions())) {
        for (int i = 0; i < UPDATES; i++) {
          String task = "t" + i % TASKS;
          TaskUpdate update =
              Samples.update(task, 2 + i / TASKS, miniLm.prompt(), LABELS, 1_000 + i);
          updates.put(task + "/" + update.version(), update);
          lab.send(lab.topics().taskUpdates(), task, update);
          for (int e = 0; e < EVENTS_AN_UPDATE; e++) {
            int number = i * EVENTS_AN_UPDATE + e;
            lab.sendEvent("e" + number, Samples.event(text(number), "t" + number % TASKS));
          }
          lab.flush();
          int due = i * EVENTS_AN_UPDATE / 2;
          predictions.until(all -> all.size() >= due, Duration.ofMinutes(2));
        }
        int events = UPDATES * EVENTS_AN_UPDATE;
        List<Lab.Read<Prediction>> all =
            predictions.until(read -> read.size() >= events, Duration.ofMinutes(10));

        assertThat(all).hasSize(events);
        assertThat(app.view().live()).isTrue();
        check(all, updates);
      }
    }
  }

  private static void check(List<Lab.Read<Prediction>> all, Map<String, TaskUpdate> updates) {
    OfflineScorer offline = new OfflineScorer(miniLm.backbone());
    Map<String, List<Prediction>> byVersion = new HashMap<>();
    Set<Long> versions = new HashSet<>();
    for (Lab.Read<Prediction> read : all) {
      Prediction prediction = read.value();
      versions.add(prediction.taskVersion());
      byVersion
          .computeIfAbsent(
              prediction.task() + "/" + prediction.taskVersion(), key -> new ArrayList<>())
          .add(prediction);
    }
    assertThat(versions).as("versions seen").hasSizeGreaterThan(1);
    byVersion.forEach(
        (key, predictions) -> {
          TaskUpdate update = updates.get(key);
          if (update != null) {
            compare(
                predictions, offline.score(miniLm.prompt(), model(update), requests(predictions)));
          }
        });
  }

  private static void compare(List<Prediction> predictions, List<ScoringResult> expected) {
    for (int i = 0; i < predictions.size(); i++) {
      float[] probabilities = expected.get(i).probabilities();
      for (int c = 0; c < probabilities.length; c++) {
        assertThat(predictions.get(i).probabilities().get(c))
            .isCloseTo(probabilities[c], within(1e-4f));
      }
    }
  }

  private static List<ScoringRequest> requests(List<Prediction> predictions) {
    return predictions.stream()
        .map(
            prediction ->
                new ScoringRequest(
                    prediction.task(),
                    text(Integer.parseInt(prediction.eventId().substring(1))),
                    Optional.empty()))
        .toList();
  }

  private static TaskModel model(TaskUpdate u) {
    return new TaskModel(
        u.task(),
        u.version(),
        u.sharedPromptVersion(),
        new TaskParameters(
            u.length(),
            u.width(),
            u.rank(),
            u.u(),
            u.v(),
            u.labels(),
            u.labelVectors(),
            u.labelBiases(),
            u.scale(),
            u.temperature()));
  }

  private static String text(int number) {
    return "event number " + number;
  }
}
