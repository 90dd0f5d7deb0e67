package io.mptstreams.engine.tuning.technique;

import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.classifier.Readouts;
import java.util.List;
import java.util.Optional;

/**
 * A readout behind the frozen backbone, with or without a prompt.
 *
 * @param prompt composed, [L, d]
 * @param weights [C, d]
 * @param parameters numbers trained beside the readout
 * @param headParameters numbers trained in the readout
 */
public record LinearClassifier(
    SentenceEmbedder embedder,
    Optional<float[]> prompt,
    float[] weights,
    int width,
    long parameters,
    long headParameters)
    implements FittedTask {

  @Override
  public int[] predict(List<TokenizedText> texts) {
    return Readouts.best(embedder.embed(texts, prompt), weights, width);
  }

  @Override
  public void close() {
    // Holds numbers on the heap only.
  }
}
