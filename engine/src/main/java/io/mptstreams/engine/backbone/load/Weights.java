package io.mptstreams.engine.backbone.load;

import ai.djl.ndarray.NDArray;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Arrays of a model by name, float32 on its device. They belong to the backbone's manager, which
 * frees them.
 */
public final class Weights {

  private final Map<String, NDArray> arrays;

  public Weights(Map<String, NDArray> arrays) {
    this.arrays = new LinkedHashMap<>(arrays);
  }

  /** In the order of {@link #names}. */
  public Collection<NDArray> arrays() {
    return arrays.values();
  }

  /** In the order of the forward pass. */
  public Set<String> names() {
    return arrays.keySet();
  }

  /**
   * @throws InvalidBackboneException if there is no such tensor
   */
  public NDArray get(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new InvalidBackboneException("the backbone has no tensor " + name);
    }
    return array;
  }

  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  /**
   * These weights with some replaced by arrays of the same shape, for techniques that train biases,
   * low-rank changes or everything. Gradients flow into the replacements.
   */
  public Weights with(Map<String, NDArray> replacements) {
    Map<String, NDArray> all = new LinkedHashMap<>(arrays);
    replacements.forEach(
        (name, array) -> {
          if (!get(name).getShape().equals(array.getShape())) {
            throw new IllegalArgumentException(
                name + " is " + get(name).getShape() + ", its replacement " + array.getShape());
          }
          all.put(name, array);
        });
    return new Weights(all);
  }

  /** Numbers in all arrays. */
  public long parameterCount() {
    return arrays.values().stream().mapToLong(NDArray::size).sum();
  }
}
