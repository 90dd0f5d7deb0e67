package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.local.ChildProgram;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.trainer.learn.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trainer with the real backbone, killed with SIGKILL at random moments while labels come. Larger
 * by {@code -Dmpt.kill.trainer.kills=50}; the seed of the moments by {@code
 * -Dmpt.kill.trainer.seed=N}.
 */
class KilledTrainerTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final int KILLS = Integer.getInteger("mpt.kill.trainer.kills", 3);
  private static final long SEED = Long.getLong("mpt.kill.trainer.seed", 1);
  private static final int LONGEST_MILLIS = 12_000;
  private static final List<String> TASKS = List.of("one", "two");

  /** The phrases are the wrong way round, so that there is something to learn. */
  private static final String[] LABELS = {
    "sport", "interest rates and prices", "money", "a football match"
  };

  @TempDir Path folder;

  @Test
  void losesNoExampleAndPublishesNoNumberTwiceWhereverItIsKilled() throws Exception {
    try (TrainerCluster cluster =
        new TrainerCluster(
            kafka.bootstrapServers(), kafka.registryUrl(), kafka.uniqueName("killed"))) {
      TASKS.forEach(task -> cluster.register(task, LABELS));
      List<Example> examples = examples();

      killed(cluster, examples);
      Map<String, TaskStatus> settled = settled(cluster, examples.size() / TASKS.size());

      for (String task : TASKS) {
        TaskStatus status = settled.get(task);
        assertThat(status.training() + status.validation())
            .as("examples of %s", task)
            .isEqualTo(examples.size() / TASKS.size());
        List<TaskUpdate> updates =
            cluster.updates().stream().filter(u -> u.task().equals(task)).toList();
        assertThat(updates).as("updates of %s", task).isNotEmpty();
        for (int i = 1; i < updates.size(); i++) {
          assertThat(updates.get(i).version()).isGreaterThan(updates.get(i - 1).version());
        }
        assertThat(reproduced(cluster, task, updates)).isEqualTo(updates.size());
      }
    }
  }

  private void killed(TrainerCluster cluster, List<Example> examples) throws Exception {
    Random random = new Random(SEED);
    List<String> arguments =
        cluster.config(settings()).entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .toList();
    int alone = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (ChildProgram trainer = ChildProgram.start(folder, TrainerMain.class, arguments)) {
        cluster.label(
            examples.subList(examples.size() * kill / KILLS, examples.size() * (kill + 1) / KILLS));
        assertThat(trainer.runsFor(Duration.ofMillis(random.nextInt(LONGEST_MILLIS))))
            .withFailMessage(() -> "it ended by itself and said: " + trainer.said())
            .isTrue();
        alone++;
      }
    }
    System.out.printf("kill test of the trainer: %d kills%n", alone);
  }

  /** The same trainer once more, until it has looked at everything. */
  private Map<String, TaskStatus> settled(TrainerCluster cluster, int examplesOfTask) {
    Map<String, TaskStatus> found = new HashMap<>();
    try (TrainerApp trainer = TrainerApp.start(cluster.settings(settings()))) {
      await()
          .atMost(Duration.ofMinutes(10))
          .until(
              () -> {
                trainer.status().forEach(status -> found.put(status.task(), status));
                return found.size() == TASKS.size()
                    && found.values().stream()
                        .allMatch(
                            s ->
                                s.training() + s.validation() == examplesOfTask
                                    && s.newLabels() < s.neededLabels()
                                    && !s.looking());
              });
    }
    return found;
  }

  /** How many updates came out with the same bits from their ledger entries. */
  private static int reproduced(TrainerCluster cluster, String task, List<TaskUpdate> updates) {
    TrainerSettings settings = cluster.settings(settings());
    TaskDefinition definition = TrainerCluster.definition(task, LABELS);
    int same = 0;
    try (Backbone backbone = Backbones.open(settings.backbone())) {
      SharedPrompt shared = SharedPrompts.packaged(backbone.info()).orElseThrow();
      Reproduction reproduction =
          new Reproduction(
              backbone,
              settings.learner(),
              shared,
              definition,
              cluster.examples().stream().filter(e -> e.example().task().equals(task)).toList());
      Map<Long, TaskUpdate> byVersion = new HashMap<>();
      updates.forEach(u -> byVersion.put(u.version(), u));
      List<LedgerEntry> promoted =
          cluster.ledger().stream()
              .filter(e -> e.task().equals(task) && e.kind() == LedgerKind.PROMOTED)
              .toList();
      for (LedgerEntry entry : promoted) {
        TaskUpdate update = byVersion.get(entry.version().orElseThrow());
        TaskParameters made =
            reproduction.of(
                entry, Optional.ofNullable(byVersion.get(update.parent().orElseThrow())));
        assertThat(made.u()).containsExactly(update.u());
        assertThat(made.v()).containsExactly(update.v());
        assertThat(made.labelVectors()).containsExactly(update.labelVectors());
        assertThat(made.labelBiases()).containsExactly(update.labelBiases());
        assertThat(made.temperature()).isEqualTo(update.temperature());
        same++;
      }
    }
    System.out.printf("kill test of the trainer: %s, %d versions made again%n", task, same);
    return same;
  }

  private static Map<String, String> settings() {
    return Map.of(
        "training.trigger.age",
        "2s",
        "training.prompt.examples",
        "32",
        "training.prompt.steps",
        "4");
  }

  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    List<Example> one = Sentences.sportAndMoney(TASKS.get(0));
    List<Example> two = Sentences.sportAndMoney(TASKS.get(1));
    for (int i = 0; i < one.size(); i++) {
      examples.add(one.get(i));
      examples.add(two.get(i));
    }
    return examples;
  }
}
