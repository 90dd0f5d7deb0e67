package io.mptstreams.engine.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.prompt.TaskParameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadoutSolverTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2})
  void theGradientAgreesWithFiniteDifferences(double labelNoise) {
    ReadoutSettings settings = new ReadoutSettings(0.3, 2, 0.7, labelNoise, 10);
    double[] prior = {1, 0, 0, 1, 0.5, 0.5, 0, 0};
    ReadoutObjective objective = new ReadoutObjective(settings, prior, 2, 3, examples());
    double[] x = {0.3, -0.2, 0.8, 0.1, -0.5, 0.4, 0.2, -0.1};
    double[] gradient = new double[8];
    objective.at(x, gradient);

    for (int j = 0; j < x.length; j++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[j] += 1e-5;
      down[j] -= 1e-5;
      double slope = (objective.at(up, new double[8]) - objective.at(down, new double[8])) / 2e-5;
      assertThat(gradient[j]).as("part %s", j).isCloseTo(slope, within(1e-6));
    }
  }

  @Test
  void givesTheSameBitsTwice() {
    ReadoutSolver solver = new ReadoutSolver(ReadoutSettings.defaults());

    TaskParameters one = solver.fit(start(), examples());
    TaskParameters two = solver.fit(start(), examples());

    assertThat(one.labelVectors()).isEqualTo(two.labelVectors());
    assertThat(one.labelBiases()).isEqualTo(two.labelBiases());
  }

  @Test
  void learnsWhatThePhrasesHadTheWrongWayRound() {
    TaskParameters fitted =
        new ReadoutSolver(new ReadoutSettings(0.01, 1, 1, 0, 60)).fit(start(), examples());

    LinearReadout readout = new LinearReadout(fitted);
    for (int i = 0; i < examples().size(); i++) {
      assertThat(Softmax.argMax(readout.logits(examples().vectors().get(i))))
          .isEqualTo(examples().labels()[i]);
    }
  }

  @Test
  void takesApartWhatIsMeantAndWhatIsNoise() {
    // three of four: (1 - ε) p + ε/2 = 3/4
    assertThat(confidenceInSpiteOfAWrongLabel(0)).isCloseTo(0.75, within(0.01));
    assertThat(confidenceInSpiteOfAWrongLabel(0.1)).isCloseTo(0.7 / 0.9, within(0.01));
    assertThat(confidenceInSpiteOfAWrongLabel(0.4)).isCloseTo(0.55 / 0.6, within(0.02));
  }

  /** Of four texts alike one has the other label; how sure the readout is of the label of three. */
  private static double confidenceInSpiteOfAWrongLabel(double labelNoise) {
    ReadoutExamples examples =
        new ReadoutExamples(
            List.of(
                new float[] {1, 0, 0.1f},
                new float[] {1, 0, 0},
                new float[] {1, 0, -0.1f},
                new float[] {1, 0, 0},
                new float[] {0, 1, 0}),
            new int[] {1, 1, 1, 0, 0},
            new float[] {1, 1, 1, 1, 1});
    TaskParameters fitted =
        new ReadoutSolver(new ReadoutSettings(0.01, 1, 1, labelNoise, 60)).fit(start(), examples);
    float[] logits = new LinearReadout(fitted).logits(new float[] {1, 0, 0});
    return 1 / (1 + Math.exp(logits[0] - logits[1]));
  }

  @Test
  void fitsTheTemperatureThatMakesConfidenceHonest() {
    // right three times of four at logits 0 and 4: log 3 / 4 of confidence 3/4
    List<float[]> logits =
        List.of(new float[] {4, 0}, new float[] {4, 0}, new float[] {4, 0}, new float[] {4, 0});
    int[] labels = {0, 0, 0, 1};

    float temperature = TemperatureFit.fit(logits, labels, 1e-9);

    assertThat(temperature).isCloseTo((float) (4 / Math.log(3)), within(1e-3f));
  }

  private static TaskParameters start() {
    return new TaskParameters(
        1,
        3,
        1,
        new float[] {1},
        new float[] {1, 1, 1},
        List.of("a", "b"),
        new float[] {0, 1, 0, 1, 0, 0},
        new float[2],
        20,
        1);
  }

  private static ReadoutExamples examples() {
    return new ReadoutExamples(
        List.of(
            new float[] {1, 0.1f, 0},
            new float[] {0.1f, 1, 0.2f},
            new float[] {2, 0, 0.3f},
            new float[] {0, 3, 0}),
        new int[] {0, 1, 0, 1},
        new float[] {1, 1, 0.5f, 1});
  }
}
