package io.mptstreams.engine.readout;

import io.mptstreams.engine.prompt.TaskParameters;
import java.util.Arrays;

/**
 * Fits label vectors and biases to sentence vectors while the prompt stays: the maximum a
 * posteriori estimate of softmax regression, where the start of each label vector (its phrase) is
 * the mean of a Gaussian prior. A label without an example keeps its phrase but for what the
 * others' examples say against it.
 *
 * <p>minimises, with W = scale · w and W⁰ of the set length along the start, sum_i w_i · −log((1 −
 * ε) softmax(W ẑ_i + b)_{y_i} + ε/C) + vectorAnchor/2 · |W − W⁰|² + biasAnchor/2 · |b|², where ε is
 * the share of labels at random. Convex for ε = 0, where the start of the search does not matter;
 * otherwise the search starts at the phrases.
 */
public final class ReadoutSolver {

  private static final double TOLERANCE = 1e-3;

  private final ReadoutSettings settings;

  public ReadoutSolver(ReadoutSettings settings) {
    this.settings = settings;
  }

  /**
   * The start with new label vectors, biases and temperature 1.
   *
   * @param start its label vectors are the prior's mean; its biases are not used
   */
  public TaskParameters fit(TaskParameters start, ReadoutExamples examples) {
    double[] prior = prior(start);
    return with(start, minimise(start, prior, prior.clone(), examples));
  }

  /**
   * Like {@link #fit}, with the search begun at an earlier result: for a fit after every label.
   *
   * @param from an earlier result for the same start
   */
  public TaskParameters refit(TaskParameters start, TaskParameters from, ReadoutExamples examples) {
    double[] begin = prior(start);
    int labels = from.labels().size();
    for (int c = 0; c < labels; c++) {
      for (int j = 0; j < from.width(); j++) {
        begin[j * labels + c] = (double) from.scale() * from.labelVectors()[c * from.width() + j];
      }
      begin[labels * from.width() + c] = from.labelBiases()[c];
    }
    return with(start, minimise(start, prior(start), begin, examples));
  }

  private double[] prior(TaskParameters start) {
    int labels = start.labels().size();
    int width = start.width();
    double[] prior = new double[labels * width + labels];
    for (int c = 0; c < labels; c++) {
      float[] row = Arrays.copyOfRange(start.labelVectors(), c * width, (c + 1) * width);
      float[] unit = LinearReadout.unit(row);
      for (int j = 0; j < width; j++) {
        prior[j * labels + c] = settings.vectorLength() * unit[j];
      }
    }
    return prior;
  }

  private double[] minimise(
      TaskParameters start, double[] prior, double[] x, ReadoutExamples examples) {
    new Lbfgs(settings.iterations(), TOLERANCE)
        .minimize(
            new ReadoutObjective(settings, prior, start.labels().size(), start.width(), examples),
            x);
    return x;
  }

  private static TaskParameters with(TaskParameters start, double[] x) {
    int labels = start.labels().size();
    int width = start.width();
    float[] vectors = new float[labels * width];
    float[] biases = new float[labels];
    for (int c = 0; c < labels; c++) {
      for (int j = 0; j < width; j++) {
        vectors[c * width + j] = (float) (x[j * labels + c] / start.scale());
      }
      biases[c] = (float) x[labels * width + c];
    }
    return new TaskParameters(
        start.length(),
        width,
        start.rank(),
        start.u(),
        start.v(),
        start.labels(),
        vectors,
        biases,
        start.scale(),
        1f);
  }
}
