package io.mptstreams.engine.backbone;

/**
 * Which backbone, and where it runs.
 *
 * @param source "all-MiniLM-L6-v2" (packaged), or the path of a Hugging Face folder
 * @param device auto, cpu or gpu:N
 * @param type float32, bfloat16 or float16
 * @param pooling auto (as the model says), mean, cls or pooler
 * @param threads intra-op threads on a CPU; 0 lets the runtime choose
 */
public record BackboneSettings(
    String source, String device, String type, String pooling, int threads) {

  /** The packaged sentence encoder in float32 on whatever device there is. */
  public static BackboneSettings defaults() {
    return new BackboneSettings("all-MiniLM-L6-v2", "auto", "float32", "auto", 0);
  }
}
