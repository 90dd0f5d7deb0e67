package io.mptstreams.engine.tuning.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a shared prompt is trained.
 *
 * @param data folder of task folders
 * @param tasks names of the source tasks; empty for all of role source that the backbone can learn:
 *     an encoder those with labels, a text-to-text backbone also generation tasks
 * @param output file of the result
 * @param checkpoint file from which an interrupted run goes on, and to which it writes
 * @param promptLength prompt vectors wherever vectors stand
 * @param rank of U V
 * @param maxTokens longer texts are cut
 * @param validationRows rows of each task's train part that only validate
 * @param seed of the start, the sampling and the split
 * @param budget wall time after which the student stops and the best state so far is taken
 * @param student steps and speeds of P*, U, V
 * @param teachers steps and speeds of the teacher prompts; 0 steps for none
 * @param distillation weights of what the teachers say
 * @param without parts of the method that are left out, to see what they are worth
 * @param command that started it, for the record
 */
public record SourceSettings(
    Path data,
    List<String> tasks,
    Path output,
    Optional<Path> checkpoint,
    int promptLength,
    int rank,
    int maxTokens,
    int validationRows,
    long seed,
    Duration budget,
    Student student,
    Teachers teachers,
    Distillation distillation,
    Set<Part> without,
    String command) {

  /** What can be left out. */
  public enum Part {
    /** Every source task learns a prompt of its own, and a new task starts at their mean. */
    DECOMPOSITION,
    /** Every step has rows of all tasks in turn, and none are drawn. */
    SAMPLING,
    /** One prompt for the mixture of all tasks, without updates of their own, as SPoT has it. */
    UPDATES
  }

  /**
   * Of the student.
   *
   * @param maxTasksPerStep tasks of a step are drawn from 2 to this; 0 for all tasks
   * @param mixing a task is drawn in proportion to its rows to this power: 1 as published, 0 for
   *     equal shares
   * @param promptLearningRate of P*, the slow weights
   * @param factorLearningRate of U and V, the fast weights
   * @param labelLearningRate of the label vectors; a text-to-text backbone has none
   * @param scale factor on the products of sentence and label vectors; not for text to text
   * @param validateEvery steps between two validations
   * @param patience validations without gain after which it stops
   */
  public record Student(
      int steps,
      int batchSize,
      int maxTasksPerStep,
      double mixing,
      float promptLearningRate,
      float factorLearningRate,
      float labelLearningRate,
      float weightDecay,
      float clipNorm,
      float scale,
      int warmupSteps,
      int validateEvery,
      int patience) {}

  /**
   * Of the teachers, one vanilla prompt a source task.
   *
   * @param steps each; 0 for no teachers
   */
  public record Teachers(
      int steps, int batchSize, float promptLearningRate, float labelLearningRate) {}

  /**
   * What the student learns from the teachers.
   *
   * @param logits weight of the divergence of label distributions
   * @param hidden weight of the squared distance of sentence vectors, or of the mean squared
   *     difference of a text-to-text backbone's encoder states
   * @param temperature of both distributions
   */
  public record Distillation(float logits, float hidden, float temperature) {}

  public SourceSettings {
    tasks = List.copyOf(tasks);
    without = Set.copyOf(without);
    atLeast("prompt-length", promptLength, 1);
    atLeast("rank", rank, 1);
    atLeast("max-tokens", maxTokens, 8);
    atLeast("validation-rows", validationRows, 1);
    atLeast("student.steps", student.steps(), 1);
    atLeast("student.batch-size", student.batchSize(), 2);
    atLeast("student.validate-every", student.validateEvery(), 1);
    atLeast("student.patience", student.patience(), 1);
    atLeast("student.warmup-steps", student.warmupSteps(), 0);
    atLeast("student.max-tasks-per-step", student.maxTasksPerStep(), 0);
    positive("student.prompt-learning-rate", student.promptLearningRate());
    positive("student.factor-learning-rate", student.factorLearningRate());
    positive("student.label-learning-rate", student.labelLearningRate());
    positive("student.clip-norm", student.clipNorm());
    positive("student.scale", student.scale());
    atLeastZero("student.weight-decay", student.weightDecay());
    atLeastZero("student.mixing", student.mixing());
    atLeast("teachers.steps", teachers.steps(), 0);
    atLeast("teachers.batch-size", teachers.batchSize(), 1);
    positive("teachers.prompt-learning-rate", teachers.promptLearningRate());
    positive("teachers.label-learning-rate", teachers.labelLearningRate());
    atLeastZero("logits-weight", distillation.logits());
    atLeastZero("hidden-weight", distillation.hidden());
    positive("temperature", distillation.temperature());
    if (budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException("distill.budget must be positive, was " + budget);
    }
    boolean plain = without.contains(Part.DECOMPOSITION) || without.contains(Part.UPDATES);
    if (plain && rank > 1) {
      throw new IllegalArgumentException(
          "distill.rank must be 1 without decomposition or updates, was " + rank);
    }
    if (without.contains(Part.DECOMPOSITION) && without.contains(Part.UPDATES)) {
      throw new IllegalArgumentException(
          "without decomposition there are no updates: leave out one of the two");
    }
    if (tasks.size() == 1) {
      throw new IllegalArgumentException("distill.tasks must name two tasks or more, was " + tasks);
    }
    if (new HashSet<>(tasks).size() < tasks.size()) {
      throw new IllegalArgumentException("distill.tasks names a task twice: " + tasks);
    }
  }

  /**
   * What made the prompt that ships, but for the patience, which was without bound: no gain was
   * ever further than seven validations from the one before.
   */
  public static SourceSettings defaults(Path data, Path output) {
    return new SourceSettings(
        data,
        List.of(),
        output,
        Optional.empty(),
        20,
        1,
        64,
        60,
        7,
        Duration.ofMinutes(180),
        new Student(5200, 32, 8, 0.5, 1e-2f, 1e-2f, 1e-2f, 1e-5f, 1, 20, 50, 200, 10),
        new Teachers(40, 16, 1e-2f, 5e-2f),
        new Distillation(0.3f, 0.1f, 2),
        Set.of(),
        "distill");
  }

  /** From these source tasks. */
  public SourceSettings withTasks(List<String> names) {
    return with(names, teachers, distillation);
  }

  /** Does without teachers and what they say. */
  public SourceSettings withoutTeachers() {
    return with(
        tasks,
        new Teachers(
            0, teachers.batchSize(), teachers.promptLearningRate(), teachers.labelLearningRate()),
        new Distillation(0, 0, distillation.temperature()));
  }

  private SourceSettings with(
      List<String> otherTasks, Teachers otherTeachers, Distillation otherDistillation) {
    return new SourceSettings(
        data,
        otherTasks,
        output,
        checkpoint,
        promptLength,
        rank,
        maxTokens,
        validationRows,
        seed,
        budget,
        student,
        otherTeachers,
        otherDistillation,
        without,
        command);
  }

  private static void positive(String key, float value) {
    if (!(value > 0 && Float.isFinite(value))) {
      throw new IllegalArgumentException(
          "distill." + key + " must be a positive number, was " + value);
    }
  }

  private static void atLeastZero(String key, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "distill." + key + " must be a number from 0 on, was " + value);
    }
  }

  private static void atLeast(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "distill." + key + " must be at least " + least + ", was " + value);
    }
  }
}
