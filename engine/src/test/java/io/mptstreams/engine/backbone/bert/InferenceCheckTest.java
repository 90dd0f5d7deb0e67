package io.mptstreams.engine.backbone.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.backbone.Pooling;
import io.mptstreams.engine.backbone.bert.InferenceCheck.Pass;
import io.mptstreams.engine.backbone.runtime.PyTorchRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceCheckTest {

  private static final BertConfig SMALL =
      new BertConfig(
          "bert", 4, 2, 1, 8, 50, 12, 2, 0, 1e-12, BertConfig.Activation.GELU, Pooling.MEAN);

  private static NDManager manager;

  private final InferenceCheck check = new InferenceCheck(SMALL, 2);

  @BeforeAll
  static void start() {
    manager = PyTorchRuntime.start(0).newBaseManager();
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  /** (3, 4, 0, 0) and (4, 3, 0, 0): a cosine of 24 / 25. */
  @Test
  void findsTheOneTextWhoseVectorIsAnother() {
    Pass right = vectors(-1, 4, 3);
    Pass wrongInOne = vectors(6, 4, 3);

    assertThat(check.distance(manager, right, right)).isCloseTo(0, within(1e-9));
    assertThat(check.distance(manager, wrongInOne, right)).isCloseTo(1.0 / 25, within(1e-6));
  }

  @Test
  void isNotANumberWhereAVectorHasNone() {
    assertThat(check.distance(manager, vectors(3, Float.NaN, 0), vectors(-1, 0, 0))).isNaN();
  }

  @Test
  void asksForNothingThatTheBackboneDoesNotHave() {
    List<Integer> sizes = new ArrayList<>();
    Pass right = vectors(-1, 0, 0);
    check.distance(
        manager,
        (scratch, batch, prompts) -> {
          sizes.add(batch.size());
          assertThat(batch.maxLength()).isLessThanOrEqualTo(10);
          assertThat(batch.texts())
              .allSatisfy(
                  text -> assertThat(Arrays.stream(text.ids())).allMatch(id -> id >= 0 && id < 50));
          assertThat(prompts.getShape()).isEqualTo(new Shape(batch.size(), 2, 4));
          return right.pooled(scratch, batch, prompts);
        },
        right);
    assertThat(sizes).containsExactly(8, 1);
  }

  /** Or the tests of parity would compare PyTorch with itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "all-MiniLM-L6-v2",
        "bge-small-en-v1.5",
        "e5-small-v2",
        "bert",
        "roberta",
        "distilbert"
      })
  void letsOneDnnInferWhereItIsRight(String name) {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "SKIPPED: oneDNN comes with the build for Linux on x86-64 alone");
    Path folder = Path.of(System.getProperty("mpt.shared", "../../shared"), "fixtures", name);
    Assumptions.assumeTrue(
        name.contains("-") || Files.isDirectory(folder),
        "SKIPPED: " + folder.toAbsolutePath() + " is absent");
    String source = name.contains("-") ? name : folder.toString();
    try (Backbone backbone = Backbones.open(BackboneSettings.defaults().withSource(source))) {
      assertThat(((BertBackbone) backbone).infersWithOneDnn()).isTrue();
    }
  }

  /** (3, 4, 0, 0) for every text but one. */
  private static Pass vectors(int other, float first, float second) {
    return (scratch, batch, prompts) -> {
      float[] numbers = new float[batch.size() * 4];
      for (int row = 0; row < batch.size(); row++) {
        numbers[row * 4] = row == other ? first : 3;
        numbers[row * 4 + 1] = row == other ? second : 4;
      }
      return scratch.create(numbers, new Shape(batch.size(), 4));
    };
  }
}
