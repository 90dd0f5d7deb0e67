package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.EncodedTexts;
import io.mptstreams.engine.backbone.GeneratedTokens;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.TextToText;
import io.mptstreams.engine.backbone.TokenBatch;
import java.util.ArrayList;
import java.util.List;

/** What is asked of a T5, by means of its {@link T5Forward}. */
final class T5TextToText implements TextToText {

  /** Logits of one decoder pass: 64 Mi numbers, 256 MiB. */
  private static final long MOST_LOGITS = 64L << 20;

  private final T5Config config;
  private final T5Forward forward;
  private final NDManager manager;

  /**
   * @param manager of the device; new arrays start there and end with the caller's scope
   */
  T5TextToText(T5Config config, T5Forward forward, NDManager manager) {
    this.config = config;
    this.forward = forward;
    this.manager = manager;
  }

  @Override
  public EncodedTexts encode(TokenBatch batch, NDArray prompts) {
    int promptLength = prompts == null ? 0 : (int) prompts.getShape().get(1);
    NDArray ids = T5Masks.ids(manager, batch.texts(), config.padToken());
    NDArray mask = T5Masks.mask(manager, batch.texts(), promptLength);
    return new EncodedTexts(forward.encode(ids, mask, prompts), mask);
  }

  @Override
  public NDArray logLikelihoods(EncodedTexts texts, List<int[]> targets) {
    int rows = texts.size();
    if (targets.isEmpty() || targets.size() % rows != 0) {
      throw new IllegalArgumentException(
          targets.size() + " targets cannot be shared evenly by " + rows + " texts");
    }
    int each = targets.size() / rows;
    long longest = targets.stream().mapToInt(target -> target.length).max().orElseThrow();
    long perTarget = Math.multiplyExact(rows * longest, config.vocabulary());
    int step = (int) Math.max(1, Math.min(each, MOST_LOGITS / perTarget));
    NDList parts = new NDList();
    for (int from = 0; from < each; from += step) {
      int to = Math.min(from + step, each);
      List<int[]> part = new ArrayList<>(rows * (to - from));
      for (int row = 0; row < rows; row++) {
        part.addAll(targets.subList(row * each + from, row * each + to));
      }
      parts.add(onePass(texts, part));
    }
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 1);
  }

  private NDArray onePass(EncodedTexts texts, List<int[]> targets) {
    TargetArrays arrays = TargetArrays.of(manager, targets, config.startToken(), config.padToken());
    NDArray logits = forward.decode(texts.states(), texts.mask(), arrays.inputs());
    return logits
        .logSoftmax(-1)
        .gather(arrays.outputs().expandDims(2), 2)
        .squeeze(2)
        .mul(arrays.mask())
        .sum(new int[] {1})
        .reshape(texts.size(), -1);
  }

  @Override
  public List<GeneratedTokens> generate(EncodedTexts texts, GenerationSettings settings) {
    try (DecoderSession session = forward.session(texts.states(), texts.mask())) {
      return settings.beams() == 1
          ? new GreedySearch(config.startToken(), config.endToken())
              .run(manager, session, texts.size(), settings.maxNewTokens())
          : new BeamSearch(config.startToken(), config.endToken())
              .run(manager, session, texts.size(), settings);
    }
  }
}
