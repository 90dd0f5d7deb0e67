package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskUpdate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A new shared prompt under load, with updates made for it that come before it and after it: each
 * task is served by its old version on the old prompt or by its new one on the new, and each
 * prediction is what the pair that it names says.
 */
class SharedPromptSwitchTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final int TASKS = 8;
  private static final int RATE = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> LABELS = List.of("happy", "sad");

  @Test
  void switchesEachTaskTogetherWithItsSharedPrompt() throws Exception {
    SharedPrompt old = miniLm.prompt();
    SharedPrompt next = next(old);
    Map<String, TaskUpdate> updates = new HashMap<>();
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine =
            new BatchingEngine(miniLm.backbone(), EngineSettings.defaults().withWorkers(2))) {
      for (int t = 0; t < TASKS; t++) {
        lab.define(Samples.mood("t" + t));
        update(lab, updates, Samples.update("t" + t, 2, old, LABELS, t));
      }
      try (ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt);
          Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
          SteadyEvents events =
              new SteadyEvents(lab, "e", RATE, i -> "e" + i, i -> "t" + i % TASKS)) {
        predictions.atLeast(RATE);
        for (int t = 0; t < TASKS / 2; t++) {
          update(lab, updates, Samples.update("t" + t, 3, next, LABELS, 100 + t));
        }
        predictions.linger(Duration.ofSeconds(1));
        lab.send(lab.topics().sharedPrompts(), Long.toString(next.version()), Samples.record(next));
        lab.flush();
        await(predictions, () -> served(app, 3) == TASKS / 2);
        predictions.linger(Duration.ofSeconds(1));
        for (int t = TASKS / 2; t < TASKS; t++) {
          update(lab, updates, Samples.update("t" + t, 3, next, LABELS, 100 + t));
        }
        await(predictions, () -> served(app, 3) == TASKS);
        predictions.linger(Duration.ofSeconds(1));
        int sent = events.finish();

        assertThat(predictions.atLeast(sent)).hasSize(sent);
        check(predictions.linger(Duration.ZERO), updates, Map.of(2L, old, 3L, next));
      }
    }
  }

  private static void check(
      List<Lab.Read<Prediction>> all,
      Map<String, TaskUpdate> updates,
      Map<Long, SharedPrompt> prompts) {
    Map<String, List<Prediction>> byVersion =
        all.stream()
            .map(Lab.Read::value)
            .collect(Collectors.groupingBy(p -> p.task() + "/" + p.taskVersion()));
    assertThat(byVersion).hasSize(2 * TASKS);
    byVersion.forEach(
        (key, predictions) -> {
          SharedPrompt prompt = prompts.get(predictions.get(0).taskVersion());
          assertThat(predictions)
              .extracting(Prediction::sharedPromptVersion)
              .containsOnly(prompt.version());
          OfflineCheck.assertSame(
              miniLm.backbone(), prompt, OfflineCheck.model(updates.get(key)), predictions);
        });
  }

  private static void update(Lab lab, Map<String, TaskUpdate> updates, TaskUpdate update) {
    updates.put(update.task() + "/" + update.version(), update);
    lab.send(lab.topics().taskUpdates(), update.task(), update);
    lab.flush();
  }

  private static void await(Lab.Tail<Prediction> predictions, BooleanSupplier condition) {
    var unused = predictions.until(all -> condition.getAsBoolean(), PATIENCE);
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static long served(ScorerApp app, long version) {
    return app.view().tasks().stream().filter(task -> task.version().orElse(0) == version).count();
  }

  private static SharedPrompt next(SharedPrompt prompt) {
    float[] values = prompt.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1 + 0.5f * (float) Math.sin(i);
    }
    return new SharedPrompt(
        prompt.version() + 1,
        prompt.backboneDigest(),
        prompt.length(),
        prompt.width(),
        prompt.rank(),
        values,
        prompt.u(),
        prompt.v());
  }
}
