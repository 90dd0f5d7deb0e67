package io.mptstreams.engine.tuning.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassifierLossTest {

  /** Every text is the vector (1, 0). */
  private static final TrainableModel ONE_VECTOR =
      new TrainableModel() {
        @Override
        public List<Parameter> parameters() {
          return List.of();
        }

        @Override
        public NDArray pooled(NDManager manager, TokenBatch batch) {
          return manager.create(new float[] {1, 0}, new Shape(1, 2));
        }
      };

  private final Backbone backbone = Models.miniLm();

  @Test
  void isTheReadoutsLossWithoutAWeightOfThePrior() {
    // −log ½ + 0.5 / 2 · ‖W0‖²
    assertThat(lossOfZeros(0)).isCloseTo((float) (Math.log(2) + 0.5), within(1e-5f));
  }

  @Test
  void holdsTheAnswersToThePriors() {
    // softmax(1, 0) = (0.7311, 0.2689); from (½, ½) it diverges by
    // 0.7311 · log 1.4621 + 0.2689 · log 0.5379 = 0.1110
    assertThat(lossOfZeros(0.7f) - lossOfZeros(0)).isCloseTo(0.7f * 0.1110f, within(1e-4f));
  }

  private float lossOfZeros(float priorWeight) {
    TrainingSet train =
        TrainingSet.of(
            List.of(new LabelledText("A lamp.", Optional.empty(), "a")),
            List.of("a", "b"),
            backbone.tokenizer(),
            8);
    ClassifierTask task =
        new ClassifierTask(train, new float[] {1, 0, 0, 1}, new float[2], 0.5f, priorWeight);
    try (NDManager manager = backbone.newManager()) {
      ClassifierLoss loss = new ClassifierLoss(manager, ONE_VECTOR, task, new float[4], 1e-2f);
      return loss.of(manager, new int[] {0}).getFloat();
    }
  }
}
