package io.mptstreams.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.testing.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PromptBankTest {

  private final Backbone backbone = Models.miniLm();

  @Test
  void composesWhatTheFormulaSaysForEveryTaskAfterGrowthUpdatesAndRemovals() {
    SharedPrompt first = prompt(1, 4, 2, 1);
    SharedPrompt second = prompt(2, 4, 2, 2);
    List<TaskModel> models = new ArrayList<>();
    try (PromptBank bank = new PromptBank(backbone.newManager());
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      bank.install(first);
      bank.install(second);

      for (int i = 0; i < 300; i++) {
        bank.install(model("task" + i, 1, 1, 2, 1 + i % 5, i));
      }
      for (int i = 0; i < 300; i += 3) {
        bank.remove("task" + i);
      }
      for (int i = 1; i < 300; i += 3) {
        TaskModel updated = model("task" + i, 2, 1 + i % 2, 1 + i % 2, 1 + i % 7, 1000 + i);
        bank.install(updated);
        models.add(updated);
      }

      assertThat(bank.size()).isEqualTo(200);
      GatheredTasks gathered = bank.gather(models.stream().map(TaskModel::task).toList());
      float[] composed = gathered.prompts().toFloatArray();
      float[] labels = gathered.labelVectors().toFloatArray();
      int at = 0;
      int labelAt = 0;
      for (TaskModel model : models) {
        TaskParameters p = model.parameters();
        SharedPrompt shared = model.sharedPromptVersion() == 1 ? first : second;
        for (float expected : shared.compose(p.u(), p.v(), p.rank())) {
          assertThat(composed[at++]).isCloseTo(expected, within(1e-5f));
        }
        for (float expected : p.labelVectors()) {
          assertThat(labels[labelAt++]).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void composesAPromptWorkedOutByHand() {
    float[] values = new float[384];
    values[0] = 2;
    values[1] = -1;
    float[] u = {3};
    float[] v = new float[384];
    v[0] = 5;
    v[1] = 7;
    SharedPrompt prompt = new SharedPrompt(1, backbone.info().digest(), 1, 384, 1, values, u, v);
    TaskParameters parameters =
        new TaskParameters(1, 384, 1, u, v, List.of("yes"), new float[384], new float[1], 1, 1);
    try (PromptBank bank = new PromptBank(backbone.newManager());
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      bank.install(prompt);
      bank.install(new TaskModel("t", 1, 1, parameters));

      NDArray composed = bank.gather(List.of("t")).prompts();

      // 2 · (3 · 5) = 30 and −1 · (3 · 7) = −21
      assertThat(composed.toFloatArray()).startsWith(30, -21, 0);
    }
  }

  @Test
  void gathersEachTaskOnceAndNamesThoseThatItDoesNotKnow() {
    try (PromptBank bank = new PromptBank(backbone.newManager());
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      bank.install(prompt(1, 4, 1, 1));
      bank.install(model("two", 1, 1, 1, 2, 1));
      bank.install(model("three", 1, 1, 1, 3, 2));

      GatheredTasks gathered = bank.gather(List.of("two", "three", "two"));

      assertThat(gathered.rows()).hasSize(3);
      assertThat(gathered.distinct()).hasSize(2);
      assertThat(gathered.labelVectors().getShape().get(0)).isEqualTo(5);
      assertThatThrownBy(() -> bank.gather(List.of("two", "four", "five", "four")))
          .isInstanceOfSatisfying(
              UnknownTasksException.class,
              e -> assertThat(e.tasks()).containsExactlyInAnyOrder("four", "five"));
    }
  }

  @Test
  void gathersATaskWithoutLabelsThoughNoneHasAny() {
    try (PromptBank bank = new PromptBank(backbone.newManager());
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      bank.install(prompt(1, 4, 1, 1));
      bank.install(model("writes", 1, 1, 1, 0, 1));

      assertThat(bank.gather(List.of("writes")).labelVectors().getShape().get(0)).isZero();
    }
  }

  @Test
  void keepsTenThousandTasksInLessThan64MiB() {
    try (PromptBank bank = new PromptBank(backbone.newManager())) {
      int rows = backbone.promptRows(20);
      bank.install(prompt(1, rows, 1, 1));
      TaskModel one = model("task", 1, 1, rows, 1, 2, 7);
      for (int i = 0; i < 10_000; i++) {
        bank.install(new TaskModel("task" + i, 1, 1, one.parameters()));
      }

      assertThat(bank.size()).isEqualTo(10_000);
      assertThat(bank.bytes()).isLessThan(64L << 20);
    }
  }

  @Test
  void reusesTheRowsOfOldVersions() {
    try (PromptBank bank = new PromptBank(backbone.newManager())) {
      bank.install(prompt(1, 4, 1, 1));
      bank.install(model("task", 1, 1, 4, 1, 3, 1));
      long before = bank.bytes();

      for (int version = 2; version < 500; version++) {
        bank.install(model("task", version, 1, 4, 1, 1 + version % 5, version));
      }

      assertThat(bank.bytes()).isEqualTo(before);
    }
  }

  private SharedPrompt prompt(long version, int length, int rank, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length * 384];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new SharedPrompt(
        version,
        backbone.info().digest(),
        length,
        384,
        rank,
        values,
        new float[length * rank],
        new float[rank * 384]);
  }

  private static TaskModel model(
      String task, long version, long shared, int rank, int labels, long seed) {
    return model(task, version, shared, 4, rank, labels, seed);
  }

  private static TaskModel model(
      String task, long version, long shared, int length, int rank, int labels, long seed) {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>();
    for (int c = 0; c < labels; c++) {
      names.add("label" + c);
    }
    return new TaskModel(
        task,
        version,
        shared,
        new TaskParameters(
            length,
            384,
            rank,
            numbers(random, length * rank),
            numbers(random, rank * 384),
            names,
            numbers(random, labels * 384),
            new float[labels],
            20,
            1));
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
