package io.mptstreams.engine.backbone.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/**
 * Primitives over memory that is laid out, to be run in order again and again. What it allocates is
 * native, and no garbage collection would know how much; it has to be closed.
 */
public final class Steps implements AutoCloseable {

  private final engine cpu;
  private final Operations operations;
  private final List<primitive> primitives = new ArrayList<>();
  private final List<IntMemoryMap> arguments = new ArrayList<>();
  private final List<Pointer> owned = new ArrayList<>();
  private long scratch;

  Steps(engine cpu, Operations operations) {
    this.cpu = cpu;
    this.operations = operations;
  }

  /** to = epilogue(from · weights + bias). */
  public void product(Slice from, Linear linear, Slice to, Epilogue epilogue) {
    IntMemoryMap map =
        new IntMemoryMap()
            .put(dnnl.DNNL_ARG_WEIGHTS, linear.weights())
            .put(dnnl.DNNL_ARG_BIAS, linear.bias());
    put(map, dnnl.DNNL_ARG_SRC, from);
    put(map, dnnl.DNNL_ARG_DST, to);
    boolean apart = epilogue.isFunction() && linear.layout().inRows();
    Epilogue within = apart ? Epilogue.NONE : epilogue;
    add(operations.product(from.view(), linear.layout(), to.view(), within), map);
    if (apart) {
      add(operations.function(to.view(), epilogue), inPlace(to));
    }
  }

  /** to = epilogue(left · right), for each of the leading dimensions. */
  public void product(Slice left, Slice right, Slice to, Epilogue epilogue) {
    IntMemoryMap map = new IntMemoryMap();
    put(map, dnnl.DNNL_ARG_SRC, left);
    put(map, dnnl.DNNL_ARG_WEIGHTS, right);
    put(map, dnnl.DNNL_ARG_DST, to);
    add(operations.product(left.view(), right.view(), to.view(), epilogue), map);
  }

  /** Layer norm of each row; from and to may be the same. */
  public void norm(Slice from, Scaling scaling, double epsilon, Slice to) {
    IntMemoryMap map =
        new IntMemoryMap()
            .put(dnnl.DNNL_ARG_SCALE, scaling.scale())
            .put(dnnl.DNNL_ARG_SHIFT, scaling.shift());
    put(map, dnnl.DNNL_ARG_SRC, from);
    put(map, dnnl.DNNL_ARG_DST, to);
    add(operations.norm(from.view(), to.view(), (float) epsilon), map);
  }

  /** Softmax over the last dimension, in place. */
  public void softmax(Slice scores) {
    add(operations.softmax(scores.view()), inPlace(scores));
  }

  /** The same numbers in another layout or type. */
  public void copy(Slice from, Slice to) {
    IntMemoryMap map = new IntMemoryMap();
    put(map, dnnl.DNNL_ARG_FROM, from);
    put(map, dnnl.DNNL_ARG_TO, to);
    add(operations.copy(from.view(), to.view()), map);
  }

  /** A copy from memory that is named before each run. */
  public Source copyLater(View from, Slice to) {
    memory source = memory(new Slice(from, to.address()));
    owned.add(source);
    IntMemoryMap map = new IntMemoryMap().put(dnnl.DNNL_ARG_FROM, source);
    put(map, dnnl.DNNL_ARG_TO, to);
    add(operations.copy(from, to.view()), map);
    return slice -> source.set_data_handle(slice.address());
  }

  /** Where a copy reads. */
  @FunctionalInterface
  public interface Source {

    /** From the next run on. */
    void set(Slice slice);
  }

  /** Others in between, which must be closed after these. */
  public void then(Steps others) {
    primitives.addAll(others.primitives);
    arguments.addAll(others.arguments);
    scratch = Math.max(scratch, others.scratch);
  }

  private IntMemoryMap inPlace(Slice slice) {
    IntMemoryMap map = new IntMemoryMap();
    put(map, dnnl.DNNL_ARG_SRC, slice);
    put(map, dnnl.DNNL_ARG_DST, slice);
    return map;
  }

  private void add(Operation operation, IntMemoryMap map) {
    primitives.add(operation.primitive());
    arguments.add(map);
    owned.add(operation.primitive());
    owned.add(map);
    scratch = Math.max(scratch, operation.scratch());
  }

  /** The map keeps a reference of its own. */
  private void put(IntMemoryMap map, int argument, Slice slice) {
    try (memory memory = memory(slice)) {
      map.put(argument, memory);
    }
  }

  private memory memory(Slice slice) {
    try (memory.desc descriptor = slice.view().descriptor()) {
      return new memory(descriptor, cpu, slice.address());
    }
  }

  /** Bytes of scratch memory that a run needs. */
  long scratch() {
    return scratch;
  }

  /** To be called once, when all steps are there. */
  void useScratch(Block block) {
    arguments.forEach(map -> map.put(dnnl.DNNL_ARG_SCRATCHPAD, block.memory()));
  }

  void run(stream stream) {
    for (int i = 0; i < primitives.size(); i++) {
      primitives.get(i).execute(stream, arguments.get(i));
    }
    stream._wait();
  }

  @Override
  public void close() {
    owned.forEach(Pointer::close);
    owned.clear();
  }
}
