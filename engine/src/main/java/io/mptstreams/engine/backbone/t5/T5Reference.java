package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.load.Weights;

/**
 * T5 as plain NDArray operations: slower than the kernel, and what the kernel is checked against.
 *
 * <p>Differences from BERT: layer norm without mean and bias, in front of each sub-layer; no
 * biases; no division of the attention scores by √d; positions as a bias on the scores that the
 * first layer holds for all (Raffel et al., JMLR 2020, section 2.1).
 */
final class T5Reference implements T5Forward {

  private final T5Config config;
  private final Weights weights;

  T5Reference(T5Config config, Weights weights) {
    this.config = config;
    this.weights = weights;
  }

  @Override
  public NDArray encode(NDArray ids, NDArray mask, NDArray prompts) {
    NDArray x = embed(ids);
    if (prompts != null) {
      x = NDArrays.concat(new NDList(prompts, x), 1);
    }
    int length = (int) x.getShape().get(1);
    NDArray bias =
        positions("encoder", config.buckets().bidirectional(length), length, length)
            .add(mask.reshape(mask.getShape().get(0), 1, 1, length));
    for (int i = 0; i < config.encoderLayers(); i++) {
      String layer = "encoder.block." + i + ".layer.";
      NDArray normal = norm(x, layer + "0.layer_norm.weight");
      String self = layer + "0.SelfAttention.";
      NDArray keys = heads(project(normal, self + "k"), ids.getShape().get(0));
      NDArray values = heads(project(normal, self + "v"), ids.getShape().get(0));
      x = x.add(attend(normal, self, keys, values, bias));
      x = feedForward(x, layer + "1.");
    }
    return norm(x, "encoder.final_layer_norm.weight");
  }

  @Override
  public NDArray decode(NDArray states, NDArray mask, NDArray inputs) {
    long rows = states.getShape().get(0);
    int length = (int) inputs.getShape().get(1);
    NDArray x = embed(inputs);
    NDArray bias = causalBias(length);
    NDArray crossBias = mask.reshape(rows, 1, 1, mask.getShape().get(1));
    for (int i = 0; i < config.decoderLayers(); i++) {
      String layer = "decoder.block." + i + ".layer.";
      String self = layer + "0.SelfAttention.";
      NDArray normal = norm(x, layer + "0.layer_norm.weight");
      NDArray keys = heads(project(normal, self + "k"), inputs.getShape().get(0));
      NDArray values = heads(project(normal, self + "v"), inputs.getShape().get(0));
      x = x.add(attend(normal, self, keys, values, bias));
      x = cross(x, layer, crossKeys(states, i), crossValues(states, i), crossBias);
      x = feedForward(x, layer + "2.");
    }
    return head(norm(x, "decoder.final_layer_norm.weight"));
  }

  @Override
  public DecoderSession session(NDArray states, NDArray mask) {
    return new T5ReferenceSession(this, config, states, mask);
  }

  NDArray embed(NDArray ids) {
    return Embedding.embedding(ids, weight(T5Layout.EMBEDDING), SparseFormat.DENSE)
        .singletonOrThrow();
  }

  NDArray crossKeys(NDArray states, int layer) {
    return heads(
        project(states, "decoder.block." + layer + ".layer.1.EncDecAttention.k"),
        states.getShape().get(0));
  }

  NDArray crossValues(NDArray states, int layer) {
    return heads(
        project(states, "decoder.block." + layer + ".layer.1.EncDecAttention.v"),
        states.getShape().get(0));
  }

  NDArray cross(NDArray x, String layer, NDArray keys, NDArray values, NDArray bias) {
    NDArray normal = norm(x, layer + "1.layer_norm.weight");
    return x.add(attend(normal, layer + "1.EncDecAttention.", keys, values, bias));
  }

  /**
   * Attention of {@code x} [R, T, d] to keys and values [B, H, S, k]. The R / B texts of a state
   * stand side by side as more queries, so that its keys and values are never copied.
   */
  NDArray attend(NDArray x, String name, NDArray keys, NDArray values, NDArray bias) {
    Shape shape = x.getShape();
    long rows = keys.getShape().get(0);
    NDArray queries = heads(project(x, name + "q"), rows);
    NDArray weights = queries.matMul(keys.swapAxes(2, 3)).add(bias).softmax(-1);
    long inner = (long) config.heads() * config.headWidth();
    NDArray read = weights.matMul(values).swapAxes(1, 2).reshape(shape.get(0), shape.get(1), inner);
    return project(read, name + "o");
  }

  NDArray feedForward(NDArray x, String layer) {
    NDArray normal = norm(x, layer + "layer_norm.weight");
    String dense = layer + "DenseReluDense.";
    NDArray inner =
        config.gated()
            ? gelu(project(normal, dense + "wi_0")).mul(project(normal, dense + "wi_1"))
            : Activation.relu(project(normal, dense + "wi"));
    return x.add(project(inner, dense + "wo"));
  }

  NDArray head(NDArray x) {
    NDArray scaled = config.scaledHead() ? x.mul(Scalar.of(x, 1 / Math.sqrt(config.width()))) : x;
    String name = config.tiedHead() ? T5Layout.EMBEDDING : T5Loader.HEAD;
    return Linear.linear(scaled, weight(name)).singletonOrThrow();
  }

  /** Times the inverse root, as transformers does it: a quotient is rounded otherwise. */
  NDArray norm(NDArray x, String name) {
    NDArray root = x.mul(x).mean(new int[] {-1}, true).add(config.epsilon()).sqrt();
    return x.mul(Scalar.of(x, 1).div(root)).mul(weight(name));
  }

  NDArray project(NDArray x, String name) {
    return Linear.linear(x, weight(name + ".weight")).singletonOrThrow();
  }

  /** [R, T, H · k] to [rows, H, R / rows · T, k]. */
  NDArray heads(NDArray x, long rows) {
    return x.reshape(rows, -1, config.heads(), config.headWidth()).swapAxes(1, 2);
  }

  /** The bias of a stack on its attention scores, [1, H, queries, keys]. */
  NDArray positions(String stack, long[] buckets, int queries, int keys) {
    NDArray table = weight(T5Layout.relativeBias(stack));
    NDArray ids = table.getManager().create(buckets, new Shape(queries, keys));
    return Embedding.embedding(ids, table, SparseFormat.DENSE)
        .singletonOrThrow()
        .transpose(2, 0, 1)
        .expandDims(0);
  }

  private NDArray causalBias(int length) {
    long[] buckets = new long[length * length];
    float[] hidden = new float[length * length];
    for (int query = 0; query < length; query++) {
      long[] row = config.buckets().causal(query);
      System.arraycopy(row, 0, buckets, query * length, row.length);
      for (int key = query + 1; key < length; key++) {
        hidden[query * length + key] = T5Masks.HIDDEN;
      }
    }
    NDArray bias = positions("decoder", buckets, length, length);
    return bias.add(bias.getManager().create(hidden, new Shape(1, 1, length, length)));
  }

  /** The tanh form, which T5 v1.1 was trained with. */
  private static NDArray gelu(NDArray x) {
    NDArray inner =
        x.mul(x)
            .mul(x)
            .mul(Scalar.of(x, 0.044715))
            .add(x)
            .mul(Scalar.of(x, Math.sqrt(2 / Math.PI)));
    return inner.tanh().add(1).mul(x).mul(Scalar.of(x, 0.5));
  }

  private NDArray weight(String name) {
    return weights.get(name);
  }
}
