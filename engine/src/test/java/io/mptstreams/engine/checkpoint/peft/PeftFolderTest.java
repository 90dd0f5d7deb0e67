package io.mptstreams.engine.checkpoint.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.checkpoint.Checkpoint;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.checkpoint.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeftFolderTest {

  private static final String CONFIG =
      """
      {"peft_type": "%s", "task_type": "SEQ_CLS", "base_model_name_or_path": "m",
       "num_virtual_tokens": 2, "token_dim": 3, "num_ranks": 1, "num_tasks": %d,
       "num_attention_heads": 4, "num_layers": 2}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"peft-mpt-bert", "peft-mpt-t5"})
  void composesTheSamePromptsAsPeft(String name) throws IOException {
    Path fixture = PeftFixtures.folder(name);
    ExpectedNumbers expected = ExpectedNumbers.read(fixture.resolve("expected.safetensors"));

    PeftAdapter adapter = PeftFolder.read(fixture);

    float[] prompts = expected.floats("composed_prompts");
    assertThat(adapter.tasks()).hasSize(expected.size("composed_prompts", 0));
    int size = adapter.length() * adapter.width();
    for (int task = 0; task < adapter.tasks().size(); task++) {
      float[] composed = adapter.composed(task);
      for (int i = 0; i < size; i++) {
        assertThat(composed[i]).isCloseTo(prompts[task * size + i], within(1e-6f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"peft-mpt-bert", "peft-mpt-t5"})
  void whatIsWrittenIsReadAgain(String name) throws IOException {
    PeftAdapter adapter = PeftFolder.read(PeftFixtures.folder(name));

    PeftFolder.write(folder, adapter);

    assertThat(PeftFolder.read(folder)).usingRecursiveComparison().isEqualTo(adapter);
    assertThat(Files.readString(folder.resolve("adapter_config.json")))
        .contains("\"prompt_tuning_init\" : \"RANDOM\"")
        .contains("\"prompt_tuning_init_state_dict_path\" : null");
  }

  @Test
  void readsPlainPromptTuningAsAProductWithOnes() throws IOException {
    float[] prompt = {1, 2, 3, 4, 5, 6};

    PeftAdapter adapter =
        read("PROMPT_TUNING", 7, Map.of("prompt_embeddings", Tensor.of(prompt, 2, 3)));

    assertThat(adapter.tasks()).hasSize(1);
    assertThat(adapter.composed(0)).isEqualTo(prompt);
  }

  @Test
  void takesTheEncodersHalfOfAPromptThatIsThereTwice() throws IOException {
    Map<String, Tensor> tensors =
        Map.of(
            "prompt_embeddings", Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 9, 9, 9, 9, 9, 9}, 4, 3),
            "prefix_task_cols", Tensor.of(new float[] {1, 2, 9, 9, 3, 4, 9, 9}, 2, 4, 1),
            "prefix_task_rows", Tensor.of(new float[] {1, 1, 1, 10, 10, 10}, 2, 1, 3));

    PeftAdapter adapter = read("MULTITASK_PROMPT_TUNING", 2, tensors);

    // P* ∘ (U V), worked out by hand.
    assertThat(adapter.composed(0)).containsExactly(1, 2, 3, 8, 10, 12);
    assertThat(adapter.composed(1)).containsExactly(30, 60, 90, 160, 200, 240);
  }

  @Test
  void saysWhatIsWrongWithAFolder() {
    Map<String, Tensor> prompt = Map.of("prompt_embeddings", Tensor.of(new float[6], 2, 3));

    assertThatExceptionOfType(InvalidCheckpointException.class)
        .isThrownBy(() -> read("LORA", 1, prompt))
        .withMessageContaining("peft_type must be");
    assertThatExceptionOfType(InvalidCheckpointException.class)
        .isThrownBy(() -> read("MULTITASK_PROMPT_TUNING", 0, prompt))
        .withMessageContaining("num_tasks must be 1 to");
    assertThatExceptionOfType(InvalidCheckpointException.class)
        .isThrownBy(() -> read("MULTITASK_PROMPT_TUNING", 1, prompt))
        .withMessageContaining("there is no tensor prefix_task_cols");
    assertThatExceptionOfType(InvalidCheckpointException.class)
        .isThrownBy(
            () ->
                read(
                    "PROMPT_TUNING", 1, Map.of("prompt_embeddings", Tensor.of(new float[9], 3, 3))))
        .withMessageContaining("prompt_embeddings has 3 rows, expected 2");
  }

  @Test
  void keepsTheHeadOfAClassifier() throws IOException {
    PeftAdapter adapter =
        new PeftAdapter(
            new PeftBase("m", PeftTaskType.SEQ_CLS, 4, 2),
            2,
            3,
            1,
            new float[6],
            List.of(new PeftFactors(new float[2], new float[3])),
            Optional.of(new PeftHead(2, new float[] {1, 2, 3, 4, 5, 6}, new float[] {7, 8})));

    PeftFolder.write(folder, adapter);

    assertThat(PeftFolder.read(folder).head())
        .hasValueSatisfying(
            head -> {
              assertThat(head.weight()).containsExactly(1, 2, 3, 4, 5, 6);
              assertThat(head.bias()).containsExactly(7, 8);
            });
  }

  private static PeftAdapter read(String type, int tasks, Map<String, Tensor> tensors)
      throws IOException {
    byte[] json = CONFIG.formatted(type, tasks).getBytes(StandardCharsets.UTF_8);
    return PeftFolder.read(json, new Checkpoint(tensors, Map.of()));
  }
}
