package io.mptstreams.engine.scoring;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.InvalidParametersException.Problem;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The prompts and label vectors of all tasks, resident on the device in float32: P* [S, L·d], U and
 * V side by side [tasks, L·r + r·d], label vectors [labels, d].
 *
 * <p>A new version is written into free rows beside the old ones, and one map entry switches over;
 * tasks are found by row numbers, so a batch costs the same however many tasks are resident and
 * however many of them it mixes. Safe for many threads: a batch's numbers are copied under the
 * bank's monitor, which takes a fraction of a millisecond, and nothing else of a batch is.
 */
final class PromptBank implements AutoCloseable {

  private static final int MANY = 16;

  private final NDManager manager;
  private final Map<Long, Integer> sharedRows = new HashMap<>();
  private final Map<String, ResidentTask> tasks = new HashMap<>();
  private PromptShape shape;
  private RowTable shared;
  private RowTable factors;
  private RowTable labelVectors;

  /**
   * @param manager owned and closed by the bank
   */
  PromptBank(NDManager manager) {
    this.manager = manager;
  }

  /** Adds P* of a version; the first one sets the shape of all. */
  synchronized void install(SharedPrompt prompt) {
    if (shape == null) {
      shape = PromptShape.of(prompt);
      shared = new RowTable(manager, shape.length() * shape.width());
      factors = new RowTable(manager, shape.factorCount());
      labelVectors = new RowTable(manager, shape.width());
    }
    sharedRows.computeIfAbsent(prompt.version(), version -> shared.add(prompt.values()));
  }

  synchronized void install(TaskModel model) {
    install(List.of(model));
  }

  /**
   * Switches tasks over, in the order given; all or none. Many are copied to the device at once,
   * into neighbouring rows; few row by row, into whatever rows are free, so that the tables do not
   * grow for want of neighbours.
   */
  synchronized void install(List<TaskModel> models) {
    models.forEach(this::checkSharedPrompt);
    if (models.size() < MANY) {
      for (TaskModel model : models) {
        TaskParameters parameters = model.parameters();
        int factorRow = factors.add(shape.factors(parameters));
        int labelRow =
            parameters.labels().isEmpty() ? 0 : labelVectors.add(parameters.labelVectors());
        switchOver(model, factorRow, labelRow);
      }
      return;
    }
    FloatBuffer factorValues = FloatBuffer.allocate(models.size() * shape.factorCount());
    int labels = models.stream().mapToInt(model -> model.parameters().labels().size()).sum();
    FloatBuffer labelValues = FloatBuffer.allocate(labels * shape.width());
    for (TaskModel model : models) {
      factorValues.put(shape.factors(model.parameters()));
      labelValues.put(model.parameters().labelVectors());
    }
    int factorRow = factors.add(factorValues.array());
    int labelRow = labels == 0 ? 0 : labelVectors.add(labelValues.array());
    for (TaskModel model : models) {
      switchOver(model, factorRow, labelRow);
      factorRow++;
      labelRow += model.parameters().labels().size();
    }
  }

  private void switchOver(TaskModel model, int factorRow, int labelRow) {
    int sharedRow = sharedRows.get(model.sharedPromptVersion());
    ResidentTask old =
        tasks.put(model.task(), new ResidentTask(model, sharedRow, factorRow, labelRow));
    free(old);
  }

  private void checkSharedPrompt(TaskModel model) {
    if (!sharedRows.containsKey(model.sharedPromptVersion())) {
      throw new InvalidParametersException(
          Problem.UNKNOWN_SHARED_PROMPT,
          "task %s version %d multiplies shared prompt %d, there are %s"
              .formatted(
                  model.task(), model.version(), model.sharedPromptVersion(), sharedRows.keySet()));
    }
  }

  synchronized void remove(String task) {
    free(tasks.remove(task));
  }

  synchronized Optional<ResidentTask> find(String task) {
    return Optional.ofNullable(tasks.get(task));
  }

  /**
   * Copies what a batch needs, into a scope or manager of the caller's.
   *
   * @param names the task of each row
   * @throws UnknownTasksException naming those that are not installed
   */
  synchronized GatheredTasks gather(List<String> names) {
    Set<String> unknown = new LinkedHashSet<>(names);
    unknown.removeAll(tasks.keySet());
    if (!unknown.isEmpty()) {
      throw new UnknownTasksException(unknown);
    }
    List<ResidentTask> rows = names.stream().map(tasks::get).toList();
    List<ResidentTask> distinct = names.stream().distinct().map(tasks::get).toList();
    return new GatheredTasks(rows, compose(rows), distinct, labelVectors(distinct));
  }

  private NDArray compose(List<ResidentTask> rows) {
    int n = rows.size();
    int uCount = shape.length() * shape.rank();
    NDArray factorRows =
        factors.select(rowNumbers(rows.stream().mapToLong(ResidentTask::factorRow).toArray()));
    NDArray u = factorRows.get(new NDIndex().addAllDim().addSliceDim(0, uCount));
    NDArray v = factorRows.get(new NDIndex().addAllDim().addSliceDim(uCount, shape.factorCount()));
    NDArray sharedPrompts =
        shared.select(rowNumbers(rows.stream().mapToLong(ResidentTask::sharedRow).toArray()));
    NDArray updates =
        u.reshape(n, shape.length(), shape.rank())
            .matMul(v.reshape(n, shape.rank(), shape.width()));
    return sharedPrompts.reshape(n, shape.length(), shape.width()).muli(updates);
  }

  private NDArray labelVectors(List<ResidentTask> distinctTasks) {
    return labelVectors.select(
        rowNumbers(
            distinctTasks.stream()
                .flatMapToLong(
                    task -> LongStream.range(task.labelRow(), task.labelRow() + task.labelCount()))
                .toArray()));
  }

  synchronized int size() {
    return tasks.size();
  }

  /** Device memory that the tables hold. */
  synchronized long bytes() {
    return shape == null ? 0 : shared.bytes() + factors.bytes() + labelVectors.bytes();
  }

  @Override
  public synchronized void close() {
    manager.close();
  }

  private NDArray rowNumbers(long[] rows) {
    return manager.create(rows);
  }

  private void free(ResidentTask task) {
    if (task != null) {
      factors.free(task.factorRow(), 1);
      if (task.labelCount() > 0) {
        labelVectors.free(task.labelRow(), task.labelCount());
      }
    }
  }
}
