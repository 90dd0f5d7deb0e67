package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;

/** Token by token with {@link T5Reference}. */
final class T5ReferenceSession implements DecoderSession {

  private final T5Reference model;
  private final T5Config config;
  private final NDManager manager;
  private final NDArray[] keys;
  private final NDArray[] values;
  private final NDArray[] crossKeys;
  private final NDArray[] crossValues;
  private NDArray crossBias;
  private int position;

  T5ReferenceSession(T5Reference model, T5Config config, NDArray states, NDArray mask) {
    this.model = model;
    this.config = config;
    this.manager = states.getManager().newSubManager();
    int layers = config.decoderLayers();
    keys = new NDArray[layers];
    values = new NDArray[layers];
    crossKeys = new NDArray[layers];
    crossValues = new NDArray[layers];
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      crossBias = keep(mask.reshape(mask.getShape().get(0), 1, 1, mask.getShape().get(1)), null);
      for (int i = 0; i < layers; i++) {
        crossKeys[i] = keep(model.crossKeys(states, i), null);
        crossValues[i] = keep(model.crossValues(states, i), null);
      }
    }
  }

  @Override
  public NDArray next(NDArray tokens) {
    NDArray logits;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray x = model.embed(tokens.expandDims(1));
      NDArray bias = model.positions("decoder", config.buckets().causal(position), 1, position + 1);
      for (int i = 0; i < keys.length; i++) {
        String layer = "decoder.block." + i + ".layer.";
        x = self(x, layer, i, bias);
        x = model.cross(x, layer, crossKeys[i], crossValues[i], crossBias);
        x = model.feedForward(x, layer + "2.");
      }
      logits = model.head(model.norm(x, "decoder.final_layer_norm.weight")).squeeze(1);
      NDScope.unregister(logits);
    }
    NDScope.register(logits);
    position++;
    return logits;
  }

  private NDArray self(NDArray x, String layer, int i, NDArray bias) {
    String self = layer + "0.SelfAttention.";
    NDArray normal = model.norm(x, layer + "0.layer_norm.weight");
    long rows = x.getShape().get(0);
    keys[i] = append(keys[i], model.heads(model.project(normal, self + "k"), rows));
    values[i] = append(values[i], model.heads(model.project(normal, self + "v"), rows));
    return x.add(model.attend(normal, self, keys[i], values[i], bias));
  }

  private NDArray append(NDArray before, NDArray last) {
    return before == null
        ? keep(last, null)
        : keep(NDArrays.concat(new NDList(before, last), 2), before);
  }

  @Override
  public void select(int[] rows, int[] states) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      boolean fewer = states.length < crossBias.getShape().get(0);
      NDArray kept = manager.create(states);
      NDArray order = manager.create(rows);
      for (int i = 0; i < keys.length; i++) {
        keys[i] = keep(keys[i].get(order), keys[i]);
        values[i] = keep(values[i].get(order), values[i]);
        if (fewer) {
          crossKeys[i] = keep(crossKeys[i].get(kept), crossKeys[i]);
          crossValues[i] = keep(crossValues[i].get(kept), crossValues[i]);
        }
      }
      if (fewer) {
        crossBias = keep(crossBias.get(kept), crossBias);
      }
    }
  }

  /** Takes an array out of the scope, in the place of another. */
  private NDArray keep(NDArray array, NDArray replaced) {
    if (replaced != null) {
      replaced.close();
    }
    NDScope.unregister(array);
    array.attach(manager);
    return array;
  }

  @Override
  public void close() {
    manager.close();
  }
}
