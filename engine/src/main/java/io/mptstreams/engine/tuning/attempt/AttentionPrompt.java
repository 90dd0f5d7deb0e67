package io.mptstreams.engine.tuning.attempt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.classifier.TrainableModel;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A prompt of its own for every text: the target prompt plus a mixture of source prompts and target
 * prompt, weighted by softmax(keys · query / T). A prompt's key is the maximum over its vectors,
 * the query comes from the maximum over the text's word embeddings.
 *
 * @param sources [J, L, d], frozen
 * @param target [L, d]
 */
record AttentionPrompt(
    Backbone backbone, NDArray sources, Parameter target, Gate gate, float temperature)
    implements TrainableModel {

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(gate.parameters());
    all.add(target);
    return all;
  }

  @Override
  public NDArray pooled(NDManager manager, TokenBatch batch) {
    NDArray texts = manager.create(maxima(batch), new Shape(batch.size(), backbone.info().width()));
    return backbone.encoder().pooled(manager, batch, prompts(texts));
  }

  /**
   * @param texts maxima of word embeddings, [B, d]
   * @return [B, L, d]
   */
  NDArray prompts(NDArray texts) {
    NDArray own = target.value().expandDims(0);
    NDArray all = NDArrays.concat(new NDList(sources, own), 0);
    Shape shape = all.getShape();
    NDArray keys = all.max(new int[] {1});
    NDArray weights =
        gate.query(texts).matMul(keys.transpose()).div(Scalar.of(texts, temperature)).softmax(1);
    return weights
        .matMul(all.reshape(shape.get(0), shape.get(1) * shape.get(2)))
        .reshape(texts.getShape().get(0), shape.get(1), shape.get(2))
        .add(own);
  }

  private float[] maxima(TokenBatch batch) {
    int width = backbone.info().width();
    float[] maxima = new float[batch.size() * width];
    Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
    for (int row = 0; row < batch.size(); row++) {
      TokenizedText text = batch.texts().get(row);
      float[] words = backbone.wordEmbeddings(text.ids());
      for (int i = 0; i < words.length; i++) {
        int at = row * width + i % width;
        maxima[at] = Math.max(maxima[at], words[i]);
      }
    }
    return maxima;
  }
}
