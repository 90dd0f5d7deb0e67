package io.mptstreams.engine.checkpoint;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file holds.
 *
 * @param tensors by name, in the order of the file
 * @param metadata free text by key
 */
public record Checkpoint(Map<String, Tensor> tensors, Map<String, String> metadata) {

  public Checkpoint {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * A tensor that must be there and have a shape.
   *
   * @param shape -1 stands for any size
   * @throws InvalidCheckpointException naming tensor, shape found and shape expected
   */
  public Tensor tensor(String name, int... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new InvalidCheckpointException(
          "there is no tensor " + name + ", there are " + tensors.keySet());
    }
    boolean fits = tensor.shape().length == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] == -1 || shape[i] == tensor.shape()[i];
    }
    if (!fits) {
      throw new InvalidCheckpointException(
          name
              + " has shape "
              + Arrays.toString(tensor.shape())
              + ", expected "
              + Arrays.toString(shape));
    }
    return tensor;
  }

  /**
   * Metadata that must be there.
   *
   * @throws InvalidCheckpointException naming the key
   */
  public String meta(String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new InvalidCheckpointException(
          "there is no metadata " + key + ", there is " + metadata.keySet());
    }
    return value;
  }
}
