package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.List;

/** Token by token with {@link T5Kernel}: one call a token. */
final class T5KernelSession implements DecoderSession {

  private final T5Kernel kernel;
  private final NDManager manager;
  private List<NDArray> past = List.of();
  private List<NDArray> cross;

  T5KernelSession(T5Kernel kernel, NDArray states, NDArray mask) {
    this.kernel = kernel;
    this.manager = states.getManager().newSubManager();
    cross = keep(kernel.cross(states, mask));
  }

  @Override
  public NDArray next(NDArray tokens) {
    NDList advanced = kernel.advance(cross, past, tokens.expandDims(1));
    NDArray logits = advanced.remove(advanced.size() - 1);
    past = replace(past, advanced);
    return logits.squeeze(1);
  }

  @Override
  public void select(int[] rows, int[] states) {
    if (!past.isEmpty()) {
      past = replace(past, chosen(past, rows));
    }
    if (states.length < cross.get(0).getShape().get(0)) {
      cross = replace(cross, chosen(cross, states));
    }
  }

  private NDList chosen(List<NDArray> arrays, int[] rows) {
    try (NDArray index = manager.create(rows)) {
      return kernel.select(arrays, index);
    }
  }

  private List<NDArray> replace(List<NDArray> before, NDList after) {
    before.forEach(NDArray::close);
    return keep(after);
  }

  /** Out of the caller's scope: they live from token to token. */
  private List<NDArray> keep(NDList arrays) {
    for (NDArray array : arrays) {
      NDScope.unregister(array);
      array.attach(manager);
    }
    return List.copyOf(arrays);
  }

  @Override
  public void close() {
    manager.close();
  }
}
