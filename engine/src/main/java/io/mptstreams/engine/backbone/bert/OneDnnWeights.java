package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.Pooling;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.backbone.onednn.Binder;
import io.mptstreams.engine.backbone.onednn.Linear;
import io.mptstreams.engine.backbone.onednn.NumberType;
import io.mptstreams.engine.backbone.onednn.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An encoder's weights where oneDNN reads them. Attention's scale is in the query's.
 *
 * @param query of the last layer, whose queries are needed at the rows that pooling reads alone
 * @param pooler for pooling by it
 */
record OneDnnWeights(
    Scaling embeddingNorm, List<Layer> layers, Linear query, Optional<Linear> pooler)
    implements AutoCloseable {

  /**
   * @param queryKeyValue side by side
   * @param keyValue side by side, for rows without queries
   */
  record Layer(
      Linear queryKeyValue,
      Linear keyValue,
      Linear output,
      Scaling attentionNorm,
      Linear up,
      Linear down,
      Scaling outputNorm)
      implements AutoCloseable {

    @Override
    public void close() {
      queryKeyValue.close();
      keyValue.close();
      output.close();
      attentionNorm.close();
      up.close();
      down.close();
      outputNorm.close();
    }
  }

  /**
   * Copies the weights.
   *
   * @throws RuntimeException if the processor lacks the type
   */
  static OneDnnWeights bind(
      Binder binder, NDManager manager, BertConfig config, NumberType type, Weights weights) {
    try (NDScope scope = new NDScope();
        GradientMode off = GradientMode.off();
        NDManager scratch = manager.newSubManager()) {
      scope.suppressNotUsedWarning();
      return new Binding(binder, config, type, weights, scratch).all();
    }
  }

  private record Binding(
      Binder binder, BertConfig config, NumberType type, Weights weights, NDManager scratch) {

    OneDnnWeights all() {
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; i < config.layers(); i++) {
        layers.add(layer(BertTensors.layer(i)));
      }
      int d = config.width();
      NDList query = query(BertTensors.layer(config.layers() - 1));
      return new OneDnnWeights(
          scaling(BertTensors.EMBEDDING_NORM),
          List.copyOf(layers),
          linear(d, d, query),
          config.pooling() == Pooling.POOLER
              ? Optional.of(linear(NumberType.FLOAT32, d, d, affine(BertTensors.POOLER)))
              : Optional.empty());
    }

    private Layer layer(BertTensors.Layer names) {
      int d = config.width();
      int wide = config.intermediate();
      NDList query = query(names);
      NDList keyValue = beside(affine(names.key()), affine(names.value()));
      return new Layer(
          linear(d, 3 * d, beside(query, keyValue)),
          linear(d, 2 * d, keyValue),
          linear(d, d, affine(names.attentionOutput())),
          scaling(names.attentionNorm()),
          linear(d, wide, affine(names.up())),
          linear(wide, d, affine(names.down())),
          scaling(names.outputNorm()));
    }

    private NDList query(BertTensors.Layer names) {
      NDList query = affine(names.query());
      try (NDArray scale = scratch.create((float) Math.pow(config.headWidth(), -0.5))) {
        return new NDList(query.get(0).mul(scale), query.get(1).mul(scale));
      }
    }

    private NDList affine(String name) {
      return new NDList(weights.get(name + ".weight"), weights.get(name + ".bias"));
    }

    private static NDList beside(NDList left, NDList right) {
      return new NDList(
          NDArrays.concat(new NDList(left.get(0), right.get(0))),
          NDArrays.concat(new NDList(left.get(1), right.get(1))));
    }

    private Linear linear(int in, int out, NDList affine) {
      return linear(type, in, out, affine);
    }

    private Linear linear(NumberType copied, int in, int out, NDList affine) {
      return binder.linear(
          copied, in, out, affine.get(0).toByteBuffer(true), affine.get(1).toByteBuffer(true));
    }

    private Scaling scaling(String name) {
      NDList affine = affine(name);
      return binder.scaling(
          config.width(), affine.get(0).toByteBuffer(true), affine.get(1).toByteBuffer(true));
    }
  }

  @Override
  public void close() {
    embeddingNorm.close();
    layers.forEach(Layer::close);
    query.close();
    pooler.ifPresent(Linear::close);
  }
}
