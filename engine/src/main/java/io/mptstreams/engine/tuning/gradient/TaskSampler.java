package io.mptstreams.engine.tuning.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Stochastic task sampling (Wang et al., ICLR 2023): for each step a number n of tasks from 2 to
 * the most, n tasks with replacement from the mixing distribution, and an equal share of the batch
 * from each, the rest from one of them. Without sampling the tasks take turns, row by row and over
 * the steps. One seed gives one sequence.
 */
public final class TaskSampler {

  private final Random random;
  private final double[] upTo;
  private final List<ExampleOrder> orders = new ArrayList<>();
  private final int mostTasks;
  private final int batchSize;
  private final boolean sampling;
  private int turn;

  /**
   * @param sizes rows of each task
   * @param mixing power of the sizes, 1 for proportional
   * @param mostTasks of a step; 0 for all
   * @param sampling whether tasks are drawn; if not, mixing and mostTasks do not matter
   */
  public TaskSampler(
      int[] sizes, double mixing, int mostTasks, int batchSize, boolean sampling, long seed) {
    random = new Random(seed);
    this.sampling = sampling;
    this.mostTasks = mostTasks == 0 ? sizes.length : Math.min(mostTasks, sizes.length);
    this.batchSize = batchSize;
    upTo = new double[sizes.length];
    double sum = 0;
    for (int k = 0; k < sizes.length; k++) {
      sum += Math.pow(sizes[k], mixing);
      upTo[k] = sum;
      orders.add(new ExampleOrder(sizes[k], seed + 1 + k));
    }
  }

  /** Rows of one task in a step. */
  public record Share(int task, int[] rows) {}

  /** The next step's rows, tasks in order, a task that was drawn twice with its shares together. */
  public List<Share> next() {
    List<Share> shares = new ArrayList<>();
    (sampling ? drawn() : inTurn())
        .forEach((task, count) -> shares.add(new Share(task, orders.get(task).take(count))));
    return shares;
  }

  private TreeMap<Integer, Integer> inTurn() {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < batchSize; i++) {
      counts.merge(turn, 1, Integer::sum);
      turn = (turn + 1) % orders.size();
    }
    return counts;
  }

  private TreeMap<Integer, Integer> drawn() {
    int n = mostTasks == 1 ? 1 : Math.min(2 + random.nextInt(mostTasks - 1), batchSize);
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    int last = 0;
    for (int i = 0; i < n; i++) {
      last = draw();
      counts.merge(last, batchSize / n, Integer::sum);
    }
    counts.merge(last, batchSize % n, Integer::sum);
    return counts;
  }

  private int draw() {
    double at = random.nextDouble() * upTo[upTo.length - 1];
    int k = 0;
    while (upTo[k] <= at) {
      k++;
    }
    return k;
  }
}
