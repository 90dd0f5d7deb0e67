package io.mptstreams.engine.checkpoint.peft;

import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.prompt.SharedPrompt;
import java.util.List;
import java.util.Optional;

/**
 * A prompt tuning adapter: P* and a pair of factors for each task. Arrays are row-major and belong
 * to the record: nobody changes them.
 *
 * @param length prompt vectors, L
 * @param width the backbone's hidden size, d
 * @param rank of the factors, r
 * @param values P*, [L, d]
 * @param tasks at least one, in PEFT's order
 * @param head of a classification adapter
 */
public record PeftAdapter(
    PeftBase base,
    int length,
    int width,
    int rank,
    float[] values,
    List<PeftFactors> tasks,
    Optional<PeftHead> head) {

  public PeftAdapter {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty()) {
      throw new InvalidCheckpointException("an adapter must have at least one task");
    }
    check("prompt_embeddings", values.length, length, width);
    for (PeftFactors task : tasks) {
      check("prefix_task_cols", task.u().length, length, rank);
      check("prefix_task_rows", task.v().length, rank, width);
    }
    int dimension = width;
    head.ifPresent(h -> check("classifier.weight", h.weight().length, h.labels(), dimension));
  }

  /**
   * P* with the first task's factors as the start of new tasks.
   *
   * @param version of the shared prompt, 1 and up
   */
  public SharedPrompt sharedPrompt(long version, String backboneDigest) {
    PeftFactors first = tasks.get(0);
    return new SharedPrompt(
        version, backboneDigest, length, width, rank, values, first.u(), first.v());
  }

  /** P* ∘ (U V) of one task, [L, d]. */
  public float[] composed(int task) {
    PeftFactors factors = tasks.get(task);
    return sharedPrompt(1, "").compose(factors.u(), factors.v(), rank);
  }

  private static void check(String name, int numbers, int rows, int columns) {
    if (numbers != (long) rows * columns) {
      throw new InvalidCheckpointException(
          "%s has %d numbers, expected %d x %d".formatted(name, numbers, rows, columns));
    }
  }
}
