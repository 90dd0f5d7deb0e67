package io.mptstreams.engine.backbone.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A loaded TorchScript module whose methods take an optional list of arrays and then arrays. Any
 * thread may call it; whether a graph is kept is decided by the thread's gradient mode.
 */
public final class ScriptModule implements AutoCloseable {

  /** DJL gathers arrays of this name into one list argument. */
  private static final String LIST = "w[]";

  private final NDManager manager;
  private final PtSymbolBlock block;

  private ScriptModule(NDManager manager, PtSymbolBlock block) {
    this.manager = manager;
    this.block = block;
  }

  /**
   * @param manager owns the module
   * @param source text of the module
   * @param type the class in it
   * @param attributes initial values of all its attributes
   */
  public static ScriptModule load(
      NDManager manager, URL source, String type, Map<String, Object> attributes) {
    NDManager own = manager.newSubManager();
    byte[] archive = ScriptArchive.of(source, type, attributes);
    try {
      return new ScriptModule(
          own,
          JniUtils.loadModule((PtNDManager) own, new ByteArrayInputStream(archive), false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Methods of the form (arrays...) -> array. */
  public NDArray call(String method, NDArray... arguments) {
    return call(method, List.of(), arguments);
  }

  /**
   * Methods of the form (list, arrays...) -> array. The result is tracked by the caller's NDScope.
   */
  public NDArray call(String method, Collection<NDArray> list, NDArray... arguments) {
    return callAll(method, list, arguments).singletonOrThrow();
  }

  /** Methods of the form (list, arrays...) -> list; otherwise like {@link #call}. */
  public NDList callAll(String method, Collection<NDArray> list, NDArray... arguments) {
    // Specialising graphs to shapes costs a recompilation for every new one. The switch is the
    // thread's, so it is set on every call.
    JniUtils.setGraphExecutorOptimize(false);
    NDList inputs = new NDList(list.size() + arguments.length + 1);
    for (NDArray array : list) {
      array.setName(LIST);
      inputs.add(array);
    }
    for (NDArray array : arguments) {
      array.setName(null);
      inputs.add(array);
    }
    NDArray name = manager.create(0f);
    try (name) {
      name.setName("module_method:" + method);
      inputs.add(name);
      // "Training" here only means not to use PyTorch's inference tensors, which autograd refuses
      // later on.
      return IValueUtils.forward(block, inputs, true);
    }
  }

  @Override
  public void close() {
    block.close();
    manager.close();
  }
}
