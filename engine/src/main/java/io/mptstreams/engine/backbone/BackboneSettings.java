package io.mptstreams.engine.backbone;

import java.util.Set;

/**
 * Which backbone, and where and how it runs.
 *
 * @param source "all-MiniLM-L6-v2" or another packaged model, or the path of a Hugging Face folder
 * @param device auto, cpu or gpu:N
 * @param type float32, bfloat16 or float16
 * @param pooling auto (as the model says), mean, cls or pooler
 * @param threads intra-op threads on a CPU; 0 lets the runtime choose
 * @param placement where an encoder's prompts stand; a T5's stand at its encoder's input
 * @param execution fused, as fast as the device allows; or reference, plain array operations, slow:
 *     what fused is checked against
 */
public record BackboneSettings(
    String source,
    String device,
    String type,
    String pooling,
    int threads,
    PromptPlacement placement,
    Execution execution) {

  private static final Set<String> TYPES = Set.of("float32", "bfloat16", "float16");

  /** How the forward pass is carried out. */
  public enum Execution {
    FUSED,
    /** Fused by TorchScript alone: what a GPU runs, for a CPU. */
    TORCHSCRIPT,
    REFERENCE
  }

  public BackboneSettings {
    if (source.isBlank()) {
      throw new IllegalArgumentException("backbone.source must not be blank");
    }
    if (!device.matches("auto|cpu|gpu:\\d{1,3}")) {
      throw new IllegalArgumentException(
          "backbone.device must be auto, cpu or gpu:N, was " + device);
    }
    if (!TYPES.contains(type)) {
      throw new IllegalArgumentException(
          "backbone.type must be float32, bfloat16 or float16, was " + type);
    }
    if (threads < 0) {
      throw new IllegalArgumentException("backbone.threads must be at least 0, was " + threads);
    }
    if (!pooling.equals("auto")) {
      Pooling.of(pooling);
    }
  }

  /**
   * Fused, as a configuration names it.
   *
   * @param prompts see {@link PromptPlacement#of}
   */
  public BackboneSettings(
      String source, String device, String type, String pooling, int threads, String prompts) {
    this(source, device, type, pooling, threads, PromptPlacement.of(prompts), Execution.FUSED);
  }

  /** The packaged sentence encoder in float32 on whatever device there is. */
  public static BackboneSettings defaults() {
    return new BackboneSettings("all-MiniLM-L6-v2", "auto", "float32", "auto", 0, "every-layer");
  }

  /** Another model. */
  public BackboneSettings withSource(String other) {
    return new BackboneSettings(other, device, type, pooling, threads, placement, execution);
  }

  /** Another number type. */
  public BackboneSettings withType(String other) {
    return new BackboneSettings(source, device, other, pooling, threads, placement, execution);
  }

  /** Another pooling. */
  public BackboneSettings withPooling(String other) {
    return new BackboneSettings(source, device, type, other, threads, placement, execution);
  }

  /** Another place for prompts. */
  public BackboneSettings withPlacement(PromptPlacement other) {
    return new BackboneSettings(source, device, type, pooling, threads, other, execution);
  }

  /** Another way to carry out the forward pass. */
  public BackboneSettings withExecution(Execution other) {
    return new BackboneSettings(source, device, type, pooling, threads, placement, other);
  }
}
