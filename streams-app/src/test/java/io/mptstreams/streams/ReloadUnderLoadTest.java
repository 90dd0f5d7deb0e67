package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskUpdate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An update every 200 ms under load: each prediction must be what the version that it names says of
 * its text, to the rounding of a batch, and nothing grows. Larger by {@code -Dmpt.reload.tasks=50
 * -Dmpt.reload.seconds=60}; then the waits are judged too, which needs a machine that does nothing
 * else.
 */
class ReloadUnderLoadTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final int TASKS = Integer.getInteger("mpt.reload.tasks", 10);
  private static final int SECONDS = Integer.getInteger("mpt.reload.seconds", 6);
  private static final int RATE = Integer.getInteger("mpt.reload.rate", 100);
  private static final boolean FULL = SECONDS >= 60;
  private static final int UPDATES = SECONDS * 5;
  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> LABELS = List.of("happy", "sad");

  @Test
  void predictsWithTheVersionThatEachPredictionNamesAndHoldsNothingUp() throws Exception {
    Map<String, TaskUpdate> updates = new HashMap<>();
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine =
            new BatchingEngine(miniLm.backbone(), EngineSettings.defaults().withWorkers(2))) {
      for (int t = 0; t < TASKS; t++) {
        lab.define(Samples.mood("t" + t));
      }
      try (ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt);
          Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
          Lab.Tail<LedgerEntry> ledger = lab.tail(lab.topics().ledger())) {
        Waits unused = play(lab, "warm", predictions, UPDATES / 4, i -> {});
        Waits calm = play(lab, "calm", predictions, UPDATES / 2, i -> {});
        int tensors = LiveTensors.count(miniLm.backbone());
        Waits busy =
            play(
                lab,
                "busy",
                predictions,
                UPDATES,
                i -> {
                  TaskUpdate update =
                      Samples.update(
                          "t" + i % TASKS, 2 + i / TASKS, miniLm.prompt(), LABELS, 1_000 + i);
                  updates.put(update.task() + "/" + update.version(), update);
                  lab.send(lab.topics().taskUpdates(), update.task(), update);
                  lab.flush();
                });

        assertThat(ledger.until(read -> read.size() >= UPDATES, PATIENCE))
            .allSatisfy(read -> assertThat(read.value().kind()).isEqualTo(LedgerKind.APPLIED))
            .hasSize(UPDATES);
        assertThat(app.view().live()).isTrue();
        check(predictions.linger(Duration.ofSeconds(1)), updates, engine);
        System.out.printf(
            "reload test: %d updates of %d tasks, %d events a second; without updates %s, with them"
                + " %s; in the first third of it %s, in the last third %s; %d tensors, then %d%n",
            UPDATES,
            TASKS,
            RATE,
            calm,
            busy,
            busy.third(0),
            busy.third(2),
            tensors,
            LiveTensors.count(miniLm.backbone()));
        assertThat(LiveTensors.count(miniLm.backbone())).isEqualTo(tensors);
        if (FULL) {
          assertThat(busy.of(1)).as("longest wait, ms").isLessThan(2 * calm.of(0.99));
          assertThat(busy.third(2).of(0.5)).isLessThan(1.5 * busy.third(0).of(0.5));
        }
      }
    }
  }

  /** Events at an even pace while something happens so many times, and until all are predicted. */
  private static Waits play(
      Lab lab, String prefix, Lab.Tail<Prediction> predictions, int times, IntConsumer happening)
      throws InterruptedException {
    int before = predictions.linger(Duration.ZERO).size();
    try (SteadyEvents events =
        new SteadyEvents(
            lab, prefix, RATE, number -> prefix + number, number -> "t" + number % TASKS)) {
      for (int i = 0; i < times; i++) {
        happening.accept(i);
        predictions.linger(BETWEEN);
      }
      int sent = events.finish();
      List<Lab.Read<Prediction>> all =
          predictions.until(read -> read.size() >= before + sent, PATIENCE);
      assertThat(all).hasSize(before + sent);
      return new Waits(
          all.subList(before, before + sent).stream()
              .map(read -> (read.at() - events.dueAt(number(prefix, read.key()))) / 1e6)
              .toList());
    }
  }

  private static int number(String prefix, String eventId) {
    return Integer.parseInt(eventId.substring(prefix.length()));
  }

  private static void check(
      List<Lab.Read<Prediction>> all, Map<String, TaskUpdate> updates, BatchingEngine engine) {
    TaskParameters start =
        engine
            .coldStart(
                miniLm.prompt().version(), LABELS, LABELS.stream().map(l -> l + " words").toList())
            .join();
    Map<String, List<Prediction>> byVersion =
        all.stream()
            .map(Lab.Read::value)
            .collect(Collectors.groupingBy(p -> p.task() + "/" + p.taskVersion()));
    assertThat(byVersion).as("versions seen").hasSizeGreaterThan(TASKS);
    byVersion.forEach(
        (key, predictions) -> {
          Prediction one = predictions.get(0);
          TaskModel model =
              one.taskVersion() == 1
                  ? new TaskModel(one.task(), 1, miniLm.prompt().version(), start)
                  : OfflineCheck.model(updates.get(key));
          OfflineCheck.assertSame(miniLm.backbone(), miniLm.prompt(), model, predictions);
        });
  }

  /**
   * From when events were due until their predictions were read, committed.
   *
   * @param millis in the order in which they came
   */
  private record Waits(List<Double> millis) {

    double of(double share) {
      List<Double> sorted = millis.stream().sorted().toList();
      return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    Waits third(int which) {
      int size = millis.size() / 3;
      return new Waits(millis.subList(which * size, (which + 1) * size));
    }

    @Override
    public String toString() {
      return "p50 %.0f, p99 %.0f, longest %.0f ms".formatted(of(0.5), of(0.99), of(1));
    }
  }
}
