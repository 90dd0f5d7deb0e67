package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.trainer.gate.HeldOut;
import java.util.List;
import java.util.Map;

/**
 * A candidate for the champion's place, with what is known against and for it.
 *
 * @param parameters at temperature 1
 * @param evidence answers to examples that neither it nor the champion was trained on
 * @param trainedOn ids of the examples it was trained on, in order
 * @param sourceWeights weight of each source that did not count in full
 * @param agreement of each source with held-out predictions, 0 to 1
 * @param promptExamples how many examples its u and v were last trained on; 0 for the shared start
 */
public record Challenger(
    TaskParameters parameters,
    List<HeldOut> evidence,
    List<String> trainedOn,
    Map<String, Double> sourceWeights,
    Map<String, Double> agreement,
    int promptExamples) {

  public Challenger {
    evidence = List.copyOf(evidence);
    trainedOn = List.copyOf(trainedOn);
    sourceWeights = Map.copyOf(sourceWeights);
    agreement = Map.copyOf(agreement);
  }
}
