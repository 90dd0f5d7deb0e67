package io.mptstreams.engine.backbone.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.SharedFolder;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.safetensors.SafetensorsFile;
import io.mptstreams.engine.backbone.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that are a T5, almost a T5, or a T5 with a head of its own. */
class T5FolderTest {

  private static final String WO = "decoder.block.1.layer.2.DenseReluDense.wo.weight";

  @TempDir private Path folder;
  private Path good;

  @BeforeEach
  void copy() throws IOException {
    copy("t5-gated");
  }

  private void copy(String name) throws IOException {
    good = SharedFolder.require("fixtures").resolve(name);
    for (String file :
        new String[] {
          "config.json", "tokenizer.json", "model.safetensors", "cases.json", "expected.safetensors"
        }) {
      Files.copy(good.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void saysWhatItIs() {
    try (Backbone backbone = open("float32", Execution.FUSED)) {
      assertThat(backbone.info().architecture()).isEqualTo("t5");
      assertThat(backbone.info().width()).isEqualTo(32);
      assertThat(backbone.info().layers()).isEqualTo(4);
      assertThat(backbone.textToText()).isPresent();
      assertThat(backbone.wordEmbeddings(new int[] {0, 899})).hasSize(64);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"t5", "t5-gated"})
  void usesAHeadOfItsOwnWhereThereIsOne(String name) throws IOException {
    // Given lm_head = 2 · embedding, then the logits are twice as large
    copy(name);
    weights(tensor -> tensor, "lm_head.weight");
    for (Execution execution : Execution.values()) {
      try (T5Fixture tied = new T5Fixture(good, execution);
          T5Fixture untied = new T5Fixture(folder, execution);
          NDScope scope = new NDScope();
          GradientMode off = GradientMode.off()) {
        scope.suppressNotUsedWarning();
        assertThat(T5Fixture.difference(logits(untied), logits(tied).mul(2))).isLessThan(1e-5f);
      }
    }
  }

  @Test
  void bfloat16StaysNearFloat32AndCanBeTrainedBehind() {
    try (T5Fixture full = new T5Fixture(folder, Execution.FUSED);
        Backbone half = open("bfloat16", Execution.FUSED);
        NDScope scope = new NDScope();
        GradientMode on = GradientMode.on()) {
      scope.suppressNotUsedWarning();
      NDArray prompts = full.expected("prompt_shared").expandDims(0).repeat(0, 5);
      prompts.setRequiresGradient(true);
      EncodedTexts rough = half.textToText().orElseThrow().encode(full.batch(), prompts);
      EncodedTexts exact = full.model().encode(full.batch(), prompts);

      assertThat(T5Fixture.difference(rough.states().mean(), exact.states().mean()))
          .isLessThan(0.05f);
      GradientMode.backward(
          half.textToText().orElseThrow().logLikelihoods(rough, full.labels()).sum());
      assertThat(prompts.getGradient().abs().max().getFloat()).isPositive().isFinite();
    }
  }

  @Test
  void namesAMissingTensor() throws IOException {
    weights(name -> name.equals(WO) ? "other" : name, null);

    refusal("model.safetensors", WO + " is missing, expected [32, 64]");
  }

  @Test
  void namesAMissingHead() throws IOException {
    config("\"scale_decoder_outputs\": false,", "");
    config("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false");

    refusal("model.safetensors", "lm_head.weight is missing, expected [900, 32]");
  }

  @Test
  void namesAShapeThatContradictsTheConfiguration() throws IOException {
    config("\"d_ff\": 64", "\"d_ff\": 48");

    refusal("model.safetensors", "wi_0.weight has shape [64, 32], the configuration asks for [48");
  }

  @Test
  void namesSettingsThatNoT5Has() throws IOException {
    config("gated-gelu", "gated-silu");
    refusal("config.json", "feed_forward_proj must be relu or gated-gelu, is \"gated-silu\"");

    config("gated-silu", "gated-gelu");
    config("\"relative_attention_num_buckets\": 8", "\"relative_attention_num_buckets\": 7");
    refusal("config.json", "relative_attention_num_buckets must be even and at least 4, is 7");
  }

  @Test
  void refusesTypesThatItCannotRunIn() {
    assertThatThrownBy(() -> open("float16", Execution.FUSED))
        .isInstanceOf(InvalidBackboneException.class)
        .hasMessageContaining("use bfloat16 or float32");
    assertThatThrownBy(() -> open("bfloat16", Execution.REFERENCE))
        .isInstanceOf(InvalidBackboneException.class)
        .hasMessageContaining("must be float32");
  }

  private Backbone open(String type, Execution execution) {
    return Backbones.open(
        BackboneSettings.defaults()
            .withSource(folder.toString())
            .withType(type)
            .withExecution(execution));
  }

  private void refusal(String file, String problem) {
    AbstractThrowableAssert<?, ? extends Throwable> thrown =
        assertThatThrownBy(() -> open("float32", Execution.FUSED));
    thrown
        .isInstanceOf(InvalidBackboneException.class)
        .hasMessageContaining(folder.resolve(file).toString())
        .hasMessageContaining(problem);
  }

  private void config(String from, String to) throws IOException {
    Path file = folder.resolve("config.json");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  /** Writes the weights anew, some under other names, and perhaps a head of twice the embedding. */
  private void weights(UnaryOperator<String> names, String head) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    try (SafetensorsFile file = SafetensorsFile.open(good.resolve("model.safetensors"))) {
      for (String name : file.names()) {
        long[] shape = file.shape(name).orElseThrow();
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        file.read(name).asFloatBuffer().get(values);
        writer.add(names.apply(name), "F32", shape, values);
        if (head != null && name.equals("shared.weight")) {
          float[] twice = new float[values.length];
          for (int i = 0; i < twice.length; i++) {
            twice[i] = 2 * values[i];
          }
          writer.add(head, "F32", shape, twice);
        }
      }
    }
    writer.write(folder.resolve("model.safetensors"));
  }

  private static NDArray logits(T5Fixture fixture) {
    EncodedTexts encoded = fixture.model().encode(fixture.batch(), null);
    NDArray inputs = TargetArrays.of(fixture.manager, fixture.labels(), 0, 0).inputs();
    return fixture.backbone.forward().decode(encoded.states(), encoded.mask(), inputs);
  }
}
