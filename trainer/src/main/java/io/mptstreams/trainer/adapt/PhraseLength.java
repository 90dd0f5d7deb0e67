package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.ReadoutExamples;
import io.mptstreams.engine.readout.TemperatureFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long the phrases' vectors are where a readout starts: as long as their own answers to the
 * examples deserve. Phrases that tell 150 labels apart earn long ones, and a few examples do not
 * drown the labels that have none yet; phrases that say nothing earn short ones, and the examples
 * decide. The length with the greatest likelihood is one over the fitted temperature; the readout
 * adds to it what it learns, and half as long again was best on the development streams.
 */
final class PhraseLength {

  private static final double LENGTHENED = 1.5;

  /** Examples that pull the length to the usual one, in the terms of {@link TemperatureFit}. */
  private static final double PULL = 20;

  private PhraseLength() {}

  /**
   * Length on the scale of the logits.
   *
   * @param prior its label vectors have a length near 1, its biases are 0
   * @param examples those without weight say nothing
   * @param usual without an example half as long again as this; 0 leaves the phrases out whatever
   *     the examples say
   */
  static double of(TaskParameters prior, ReadoutExamples examples, double usual) {
    if (usual == 0) {
      return 0;
    }
    LinearReadout phrases =
        new LinearReadout(Parameters.at(prior, (float) (prior.scale() / usual)));
    List<float[]> logits = new ArrayList<>();
    int[] labels = new int[examples.size()];
    for (int i = 0; i < labels.length; i++) {
      if (examples.weights()[i] > 0) {
        labels[logits.size()] = examples.labels()[i];
        logits.add(phrases.logits(examples.vectors().get(i)));
      }
    }
    int[] counted = Arrays.copyOf(labels, logits.size());
    return LENGTHENED * usual / TemperatureFit.fit(logits, counted, PULL);
  }
}
