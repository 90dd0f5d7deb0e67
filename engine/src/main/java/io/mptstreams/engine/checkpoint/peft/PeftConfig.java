package io.mptstreams.engine.checkpoint.peft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import java.io.IOException;
import java.util.Arrays;

/**
 * What {@code adapter_config.json} says that matters here.
 *
 * @param multitask multitask prompt tuning; otherwise plain prompt tuning
 * @param length virtual tokens of one submodule
 */
record PeftConfig(PeftBase base, boolean multitask, int length, int width, int rank, int tasks) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MULTITASK = "MULTITASK_PROMPT_TUNING";
  private static final String PLAIN = "PROMPT_TUNING";

  /** Far above any prompt; what is larger is a mistake or an attack. */
  private static final int MAX_SIZE = 1 << 20;

  /** The release whose layout this is. */
  private static final String PEFT_VERSION = "0.21.0";

  static PeftConfig parse(byte[] json) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidCheckpointException("adapter_config.json is not JSON", e);
    }
    String type = node.path("peft_type").asText();
    if (!type.equals(MULTITASK) && !type.equals(PLAIN)) {
      throw new InvalidCheckpointException(
          "peft_type must be %s or %s, is \"%s\"".formatted(MULTITASK, PLAIN, type));
    }
    boolean multitask = type.equals(MULTITASK);
    PeftBase base =
        new PeftBase(
            node.path("base_model_name_or_path").asText(""),
            taskType(node.path("task_type").asText()),
            node.path("num_attention_heads").asInt(0),
            node.path("num_layers").asInt(0));
    return new PeftConfig(
        base,
        multitask,
        size(node, "num_virtual_tokens"),
        size(node, "token_dim"),
        multitask ? size(node, "num_ranks") : 1,
        multitask ? size(node, "num_tasks") : 1);
  }

  static PeftConfig of(PeftAdapter adapter) {
    return new PeftConfig(
        adapter.base(),
        true,
        adapter.length(),
        adapter.width(),
        adapter.rank(),
        adapter.tasks().size());
  }

  /** Of one task's prompt alone. */
  static PeftConfig plainOf(PeftAdapter adapter) {
    return new PeftConfig(adapter.base(), false, adapter.length(), adapter.width(), 1, 1);
  }

  /**
   * Always with a random start and no source file: PEFT reads the source again whenever it opens an
   * adapter, and fails when the file is gone.
   */
  byte[] json(boolean withHead) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.putNull("auto_mapping");
    node.put("base_model_name_or_path", base.name());
    node.put("inference_mode", true);
    if (withHead) {
      ArrayNode modules = node.putArray("modules_to_save");
      modules.add("classifier").add("score");
    } else {
      node.putNull("modules_to_save");
    }
    putOrNull(node, "num_attention_heads", base.attentionHeads());
    putOrNull(node, "num_layers", base.layers());
    if (multitask) {
      node.put("num_ranks", rank);
      node.put("num_tasks", tasks);
      node.putNull("prompt_tuning_init_state_dict_path");
      node.put("prompt_tuning_init_task", 0);
    }
    node.put("num_transformer_submodules", 1);
    node.put("num_virtual_tokens", length);
    node.put("peft_type", multitask ? MULTITASK : PLAIN);
    node.put("peft_version", PEFT_VERSION);
    node.put("prompt_tuning_init", "RANDOM");
    node.putNull("prompt_tuning_init_text");
    node.putNull("revision");
    node.put("task_type", base.taskType().name());
    node.put("token_dim", width);
    node.putNull("tokenizer_kwargs");
    node.putNull("tokenizer_name_or_path");
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
  }

  /** PEFT finds out by itself what is null. */
  private static void putOrNull(ObjectNode node, String key, int value) {
    if (value > 0) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }

  private static PeftTaskType taskType(String name) {
    return Arrays.stream(PeftTaskType.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidCheckpointException(
                    "task_type must be one of %s, is \"%s\""
                        .formatted(Arrays.toString(PeftTaskType.values()), name)));
  }

  private static int size(JsonNode node, String key) {
    int value = node.path(key).asInt(0);
    if (value < 1 || value > MAX_SIZE) {
      throw new InvalidCheckpointException(
          "%s must be 1 to %d, is %s".formatted(key, MAX_SIZE, node.path(key)));
    }
    return value;
  }
}
