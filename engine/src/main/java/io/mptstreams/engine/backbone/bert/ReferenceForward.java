package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.Scalar;
import io.mptstreams.engine.backbone.SublayerHook;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.load.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * BERT in plain array operations (Devlin et al., NAACL 2019; layout of Hugging Face's BertModel).
 * Slow, and easy to check: the fused kernel is compared with it. Keeps all intermediate arrays
 * until the caller's {@code NDScope} ends.
 */
final class ReferenceForward {

  private static final float MASKED = -1e9f;

  private final BertConfig config;
  private final PromptPlacement placement;
  private final SublayerHook hook;

  ReferenceForward(BertConfig config, PromptPlacement placement, SublayerHook hook) {
    this.config = config;
    this.placement = placement;
    this.hook = hook;
  }

  /**
   * @param prompts [B, L, d] or null
   * @return last hidden state, prompt first: [B, L + T, d], and [B, T, d] behind deep prompts
   */
  NDArray hidden(NDManager manager, Weights w, TokenBatch batch, NDArray prompts) {
    config.requireRoom(batch, prompts, placement);
    List<NDArray> states = states(manager, w, batch, prompts);
    return states.get(states.size() - 1);
  }

  /** What goes into each layer and, at the end, what comes out of the last, as {@link #hidden}. */
  List<NDArray> states(NDManager manager, Weights w, TokenBatch batch, NDArray prompts) {
    BatchArrays arrays = BatchArrays.of(manager, batch);
    boolean deep = prompts != null && placement.deep();
    NDArray x = embed(manager, w, arrays, deep ? null : prompts);
    long share = deep ? prompts.getShape().get(1) / config.layers() : 0;
    NDArray bias =
        attentionBias(
            manager, arrays.mask(), deep ? share : x.getShape().get(1) - batch.maxLength());
    List<NDArray> states = new ArrayList<>(List.of(x));
    for (int i = 0; i < config.layers(); i++) {
      NDArray front = deep ? prompts.get(":, {}:{}, :", i * share, (i + 1) * share) : null;
      x = layer(w, i, x, front, bias);
      states.add(x);
    }
    return states;
  }

  private NDArray embed(NDManager manager, Weights w, BatchArrays arrays, NDArray prompts) {
    long length = arrays.ids().getShape().get(1);
    long promptLength = prompts == null ? 0 : prompts.getShape().get(1);
    long offset = config.firstPosition() + (placement.numbered() ? promptLength : 0);
    NDArray x = lookup(arrays.ids(), w.get(BertTensors.WORDS));
    x = x.add(positions(manager, w, offset, length));
    if (config.typeVocabulary() > 0) {
      NDArray types = config.typeVocabulary() > 1 ? arrays.types() : arrays.types().zerosLike();
      x = x.add(lookup(types, w.get(BertTensors.TYPES)));
    }
    if (prompts != null) {
      NDArray front = prompts;
      if (config.typeVocabulary() > 0) {
        front = front.add(w.get(BertTensors.TYPES).get("0"));
      }
      if (placement.numbered()) {
        front = front.add(positions(manager, w, config.firstPosition(), promptLength));
      }
      x = NDArrays.concat(new NDList(front, x), 1);
    }
    return norm(w, BertTensors.EMBEDDING_NORM, x);
  }

  private static NDArray positions(NDManager manager, Weights w, long from, long count) {
    NDArray numbers = manager.arange((int) from, (int) (from + count)).reshape(1, count);
    return lookup(
        numbers.toType(ai.djl.ndarray.types.DataType.INT64, false), w.get(BertTensors.POSITIONS));
  }

  /** Prompt positions are always attended to. */
  private static NDArray attentionBias(NDManager manager, NDArray mask, long ahead) {
    long rows = mask.getShape().get(0);
    NDArray all = mask;
    if (ahead > 0) {
      all = NDArrays.concat(new NDList(manager.ones(new Shape(rows, ahead)), mask), 1);
    }
    return all.sub(1).mul(-MASKED).reshape(rows, 1, 1, all.getShape().get(1));
  }

  /**
   * @param front what stands beside the text for keys and values, [B, L, d], or null
   */
  private NDArray layer(Weights w, int index, NDArray x, NDArray front, NDArray bias) {
    BertTensors.Layer names = BertTensors.layer(index);
    NDArray seen = front == null ? x : NDArrays.concat(new NDList(front, x), 1);
    NDArray q = heads(linear(w, names.query(), x));
    NDArray k = heads(linear(w, names.key(), seen));
    NDArray v = heads(linear(w, names.value(), seen));
    NDArray scores =
        q.matMul(k.transpose(0, 1, 3, 2))
            .div(Scalar.of(q, Math.sqrt(config.headWidth())))
            .add(bias);
    NDArray mixed = scores.softmax(-1).matMul(v).transpose(0, 2, 1, 3).reshape(x.getShape());
    NDArray attended =
        end(
            w,
            index,
            SublayerHook.Part.ATTENTION,
            linear(w, names.attentionOutput(), mixed),
            x,
            names.attentionNorm());
    NDArray wide = activate(linear(w, names.up(), attended));
    return end(
        w,
        index,
        SublayerHook.Part.FEED_FORWARD,
        linear(w, names.down(), wide),
        attended,
        names.outputNorm());
  }

  private NDArray end(
      Weights w,
      int index,
      SublayerHook.Part part,
      NDArray output,
      NDArray input,
      String normName) {
    NDArray changed = hook.change(index, part, output, () -> norm(w, normName, output.add(input)));
    return norm(w, normName, changed.add(input));
  }

  private NDArray heads(NDArray x) {
    Shape shape = x.getShape();
    return x.reshape(shape.get(0), shape.get(1), config.heads(), config.headWidth())
        .transpose(0, 2, 1, 3);
  }

  private NDArray activate(NDArray x) {
    return switch (config.activation()) {
      case GELU -> Activation.gelu(x);
      case RELU -> Activation.relu(x);
      case GELU_TANH -> {
        NDArray inner =
            x.mul(x)
                .mul(x)
                .mul(Scalar.of(x, 0.044715))
                .add(x)
                .mul(Scalar.of(x, Math.sqrt(2 / Math.PI)));
        yield inner.tanh().add(1).mul(x).mul(Scalar.of(x, 0.5));
      }
    };
  }

  static NDArray linear(Weights w, String name, NDArray x) {
    return Linear.linear(x, w.get(name + ".weight"), w.get(name + ".bias")).head();
  }

  private NDArray norm(Weights w, String name, NDArray x) {
    return LayerNorm.layerNorm(
            x,
            new Shape(config.width()),
            w.get(name + ".weight"),
            w.get(name + ".bias"),
            (float) config.epsilon())
        .head();
  }

  private static NDArray lookup(NDArray ids, NDArray table) {
    return Embedding.embedding(ids, table, ai.djl.ndarray.types.SparseFormat.DENSE).head();
  }
}
