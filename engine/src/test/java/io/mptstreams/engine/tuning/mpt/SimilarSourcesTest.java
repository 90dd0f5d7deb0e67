package io.mptstreams.engine.tuning.mpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskFactors;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.testing.DeskTask;
import io.mptstreams.engine.testing.Models;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimilarSourcesTest {

  private final Backbone backbone = Models.miniLm();
  private final SharedPrompt prompt = SharedPrompts.fromVocabulary(backbone, 4, 11);
  private final TaskFactors plain = new TaskFactors("plain", prompt.u(), prompt.v());
  private final TaskFactors flipped = new TaskFactors("flipped", times(-3, prompt.u()), prompt.v());

  @Test
  void startsAtTheMeanWhereNoSourceExplainsTheExamplesBetter() {
    SimilarSources sources = sources(plain, plain, plain, plain);

    assertThat(sources.weights(task())).containsExactly(0.25, 0.25, 0.25, 0.25);
    assertThat(sources.startFor(task()).u()).isEqualTo(prompt.u());
    assertThat(sources.startFor(task()).v()).isEqualTo(prompt.v());
  }

  @Test
  void weighsSourcesByTheLikelihoodOfTheExamples() {
    double[] weights = sources(plain, flipped).weights(task());

    double odds = logLikelihood(plain) - logLikelihood(flipped);
    assertThat(Math.log(weights[0] / weights[1])).isCloseTo(odds, within(1e-3));
    assertThat(Math.abs(odds)).isGreaterThan(0.1);
    assertThat(weights[0] + weights[1]).isCloseTo(1, within(1e-12));
  }

  /** Of all examples, by the readout that a task has before its first label. */
  private double logLikelihood(TaskFactors source) {
    SharedPrompt own =
        new SharedPrompt(
            1,
            prompt.backboneDigest(),
            prompt.length(),
            prompt.width(),
            1,
            prompt.values(),
            source.u(),
            source.v());
    TaskParameters cold = new ColdStart(backbone).of(own, DeskTask.LABELS, DeskTask.LABELS);
    float[] z =
        new SentenceEmbedder(backbone)
            .embed(task().train().texts(), Optional.of(own.compose(source.u(), source.v(), 1)));
    double sum = 0;
    for (int i = 0; i < task().train().size(); i++) {
      double[] logits = new double[2];
      for (int c = 0; c < 2; c++) {
        for (int j = 0; j < cold.width(); j++) {
          logits[c] +=
              (double) cold.scale()
                  * z[i * cold.width() + j]
                  * cold.labelVectors()[c * cold.width() + j];
        }
      }
      double other = logits[1 - task().train().targets()[i]];
      sum -= Math.log1p(Math.exp(other - logits[task().train().targets()[i]]));
    }
    return sum;
  }

  private SimilarSources sources(TaskFactors... factors) {
    return new SimilarSources(backbone, new TrainedPrompt(prompt, List.of(factors)));
  }

  private FewShotTask task() {
    return DeskTask.fewShot("desk", backbone);
  }

  private static float[] times(float factor, float[] values) {
    float[] product = Arrays.copyOf(values, values.length);
    for (int i = 0; i < product.length; i++) {
      product[i] *= factor;
    }
    return product;
  }
}
