package io.mptstreams.streams;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import java.lang.reflect.Field;
import java.util.Map;

/** How many tensors hang on a backbone's manager and on all that were made from it. */
final class LiveTensors {

  private LiveTensors() {}

  static int count(Backbone backbone) {
    try (NDManager probe = backbone.newManager()) {
      return count(probe.getParentManager());
    }
  }

  /** DJL lists a manager's own arrays only, not those of its children. */
  private static int count(NDManager manager) {
    try {
      Field field = BaseNDManager.class.getDeclaredField("resources");
      field.setAccessible(true);
      int count = 0;
      for (Object resource : ((Map<?, ?>) field.get(manager)).values()) {
        if (resource instanceof NDArray) {
          count++;
        } else if (resource instanceof NDManager child) {
          count += count(child);
        }
      }
      return count;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
