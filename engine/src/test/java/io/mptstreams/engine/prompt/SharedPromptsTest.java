package io.mptstreams.engine.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.checkpoint.Safetensors;
import io.mptstreams.engine.checkpoint.Tensor;
import io.mptstreams.engine.testing.Models;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedPromptsTest {

  @TempDir private Path folder;

  private final Backbone backbone = Models.miniLm();

  @ParameterizedTest
  @CsvSource({"EVERY_LAYER, '', 120", "AFTER_CLS, .after-cls, 20"})
  void shipsAPromptForTheDefaultBackboneThatSaysHowItWasMade(
      PromptPlacement placement, String suffix, int rows) throws IOException {
    SharedPrompt prompt;
    try (Backbone placed = Backbones.open(BackboneSettings.defaults().withPlacement(placement))) {
      prompt = SharedPrompts.packaged(placed.info()).orElseThrow();
    }

    assertThat(prompt.version()).isEqualTo(1);
    assertThat(prompt.width()).isEqualTo(384);
    assertThat(prompt.length()).isEqualTo(rows);
    String resource = "all-MiniLM-L6-v2" + suffix + ".safetensors";
    try (InputStream in = SharedPrompts.class.getResourceAsStream(resource)) {
      byte[] bytes = in.readAllBytes();
      Checkpoint file = Safetensors.parse("packaged", bytes);
      assertThat(bytes.length).isLessThan(600_000);
      assertThat(file.tensors()).containsKeys("shared_prompt", "u", "v", "tasks.sst2.u");
      assertThat(file.meta("command")).startsWith("mpt distill ");
      assertThat(file.meta("seed")).matches("\\d+");
      assertThat(file.meta("data_digest")).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void shipsThePromptOfTheMixtureThatSpotStartsFrom() {
    SharedPrompt own = SharedPrompts.packaged(backbone.info()).orElseThrow();
    SharedPrompt mixture = SharedPrompts.packagedMixture(backbone.info()).orElseThrow();

    assertThat(mixture.length()).isEqualTo(own.length());
    assertThat(mixture.values()).isNotEqualTo(own.values());
    // Its tasks had no updates, so u v is 1 but for the rounding of their common scale.
    assertThat(mixture.u()).usingComparatorWithPrecision(1e-4f).containsOnly(1);
    assertThat(mixture.v()).usingComparatorWithPrecision(1e-4f).containsOnly(1);
  }

  @Test
  void shipsNothingForOtherWeightsOfTheSameName() {
    BackboneInfo info = backbone.info();
    BackboneInfo other =
        new BackboneInfo(
            info.name(),
            info.architecture(),
            info.width(),
            info.layers(),
            info.maxTokens(),
            info.parameterCount(),
            "0".repeat(64),
            info.device(),
            info.type());

    assertThat(SharedPrompts.packaged(other)).isEmpty();
  }

  @Test
  void startsFromTheVocabularyWithFactorsOfOne() {
    SharedPrompt prompt = SharedPrompts.fromVocabulary(backbone, 3, 5);

    assertThat(prompt.compose(prompt.u(), prompt.v(), 1)).isEqualTo(prompt.values());
    assertThat(prompt.values()).isEqualTo(SharedPrompts.fromVocabulary(backbone, 3, 5).values());
    assertThat(prompt.values()).isNotEqualTo(SharedPrompts.fromVocabulary(backbone, 3, 6).values());
  }

  @Test
  void readsWhatItWrote() throws IOException {
    int width = backbone.info().width();
    LabelMemory memory = new LabelMemory(width, new float[2 * width], new float[2 * width]);
    memory.coefficients()[1] = 7;
    SharedPrompt prompt =
        SharedPrompts.fromVocabulary(backbone, 3, 5).withLabelMemory(Optional.of(memory));
    Path file = folder.resolve("prompt.safetensors");

    SharedPrompts.write(file, prompt, Map.of("seed", "5"));
    SharedPrompt read = SharedPrompts.read(file, 4);

    assertThat(read.version()).isEqualTo(4);
    assertThat(read.values()).isEqualTo(prompt.values());
    assertThat(read.labelMemory().orElseThrow().phrases()).isEqualTo(memory.phrases());
    assertThat(read.labelMemory().orElseThrow().coefficients()).isEqualTo(memory.coefficients());
    assertThat(read.backboneDigest()).isEqualTo(backbone.info().digest());
  }

  @Test
  void namesTheTensorThatDoesNotFit() {
    Checkpoint checkpoint =
        new Checkpoint(
            Map.of(
                "shared_prompt", Tensor.of(new float[6], 2, 3),
                "u", Tensor.of(new float[3], 3, 1),
                "v", Tensor.of(new float[3], 1, 3)),
            Map.of("backbone_digest", "abc"));

    assertThatThrownBy(() -> SharedPrompts.of(checkpoint, 1))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessage("u has shape [3, 1], expected [2, -1]");
  }

  @Test
  void namesTheFileWithANumberThatIsNone() throws IOException {
    Path file = folder.resolve("prompt.safetensors");
    Safetensors.write(
        file,
        new Checkpoint(
            Map.of(
                "shared_prompt", Tensor.of(new float[] {1, Float.NaN}, 1, 2),
                "u", Tensor.of(new float[1], 1, 1),
                "v", Tensor.of(new float[2], 1, 2)),
            Map.of("backbone_digest", "abc")));

    assertThatThrownBy(() -> SharedPrompts.read(file, 1))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessage(file + ": shared_prompt[1] is NaN");
  }

  @Test
  void composesByHand() {
    SharedPrompt prompt =
        new SharedPrompt(
            1, "abc", 1, 2, 2, new float[] {2, -1}, new float[] {1, 0}, new float[] {1, 1, 0, 0});

    // W = (3, 4) · ((5, 7), (0.5, 1)) = (17, 25); P* ∘ W = (34, −25)
    float[] composed = prompt.compose(new float[] {3, 4}, new float[] {5, 7, 0.5f, 1}, 2);

    assertThat(composed[0]).isCloseTo(34, within(1e-6f));
    assertThat(composed[1]).isCloseTo(-25, within(1e-6f));
  }
}
