package io.mptstreams.engine.backbone.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.javacpp.PointerScope;

/**
 * Makes primitives, which takes about a millisecond each, and keeps those that were asked for last.
 * Safe for use by many threads.
 */
final class Operations {

  private static final int KEPT = 2048;

  private static final int SCALE_AND_SHIFT =
      normalization_flags.use_scale.value | normalization_flags.use_shift.value;

  private final engine cpu;
  private final Map<Record, Operation> made = new LinkedHashMap<>(16, 0.75f, true);

  Operations(engine cpu) {
    this.cpu = cpu;
  }

  private record LinearProduct(View from, WeightLayout weights, View to, Epilogue epilogue) {}

  private record Product(View left, View right, View to, Epilogue epilogue) {}

  private record Norm(View from, View to, float epsilon) {}

  private record Function(View view, Epilogue function) {}

  private record Softmax(View view) {}

  private record Copy(View from, View to) {}

  /** Rows by weights, plus a bias in float32. */
  Operation product(View from, WeightLayout weights, View to, Epilogue epilogue) {
    return made(
        new LinearProduct(from, weights, to, epilogue),
        () -> {
          matmul.primitive_desc found =
              new matmul.primitive_desc(
                  cpu,
                  from.descriptor(),
                  weights.descriptor(),
                  weights.biasDescriptor(),
                  to.descriptor(),
                  attributes(epilogue),
                  false);
          return operation(new matmul(found), found);
        });
  }

  /** Matrices by matrices. */
  Operation product(View left, View right, View to, Epilogue epilogue) {
    left.requireReadable();
    right.requireReadable();
    to.requireReadable();
    return made(
        new Product(left, right, to, epilogue),
        () -> {
          matmul.primitive_desc found =
              new matmul.primitive_desc(
                  cpu,
                  left.descriptor(),
                  right.descriptor(),
                  to.descriptor(),
                  attributes(epilogue),
                  false);
          return operation(new matmul(found), found);
        });
  }

  /** Layer norm of each row. */
  Operation norm(View from, View to, float epsilon) {
    return made(
        new Norm(from, to, epsilon),
        () -> {
          layer_normalization_forward.primitive_desc found =
              new layer_normalization_forward.primitive_desc(
                  cpu,
                  prop_kind.forward_inference.value,
                  from.descriptor(),
                  to.descriptor(),
                  epsilon,
                  SCALE_AND_SHIFT,
                  attributes(Epilogue.NONE),
                  false);
          return operation(new layer_normalization_forward(found), found);
        });
  }

  /** A function of each number, in place. */
  Operation function(View view, Epilogue function) {
    return made(
        new Function(view, function),
        () -> {
          memory.desc both = view.descriptor();
          eltwise_forward.primitive_desc found =
              new eltwise_forward.primitive_desc(
                  cpu,
                  prop_kind.forward_inference,
                  function.function(),
                  both,
                  both,
                  0,
                  0,
                  attributes(Epilogue.NONE),
                  false);
          return operation(new eltwise_forward(found), found);
        });
  }

  /** Softmax over the last dimension. */
  Operation softmax(View view) {
    return made(
        new Softmax(view),
        () -> {
          memory.desc both = view.descriptor();
          softmax_forward.primitive_desc found =
              new softmax_forward.primitive_desc(
                  cpu,
                  prop_kind.forward_inference,
                  algorithm.softmax_accurate,
                  both,
                  both,
                  view.dimensions().size() - 1,
                  attributes(Epilogue.NONE),
                  false);
          return operation(new softmax_forward(found), found);
        });
  }

  /** The same numbers in another layout or type. */
  Operation copy(View from, View to) {
    return made(
        new Copy(from, to),
        () -> {
          reorder.primitive_desc found =
              new reorder.primitive_desc(
                  cpu, from.descriptor(), cpu, to.descriptor(), attributes(Epilogue.NONE), false);
          return operation(new reorder(found), found);
        });
  }

  /** Scratch memory is the caller's, so that a primitive can be run by many at a time. */
  private static primitive_attr attributes(Epilogue epilogue) {
    post_ops ops = new post_ops();
    epilogue.appendTo(ops);
    primitive_attr attributes = new primitive_attr();
    attributes.set_post_ops(ops);
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    return attributes;
  }

  private static Operation operation(primitive ready, primitive_desc_base found) {
    return new Operation(ready, found.scratchpad_desc().get_size());
  }

  /** Making takes long, so nobody waits for it but who asked. */
  private Operation made(Record key, Supplier<Operation> make) {
    Optional<Operation> found = find(key);
    if (found.isPresent()) {
      return found.get();
    }
    Operation operation;
    try (PointerScope temporary = new PointerScope()) {
      operation = make.get();
      operation.primitive().retainReference();
    }
    return keep(key, operation);
  }

  private synchronized Optional<Operation> find(Record key) {
    return Optional.ofNullable(made.get(key)).map(Operations::handle);
  }

  private synchronized Operation keep(Record key, Operation operation) {
    Operation same = made.put(key, operation);
    if (same != null) {
      same.primitive().close();
    } else if (made.size() > KEPT) {
      Record eldest = made.keySet().iterator().next();
      made.remove(eldest).primitive().close();
    }
    return handle(operation);
  }

  /**
   * With a handle of the caller's own: a primitive is freed when no handle is left, descriptors at
   * once.
   */
  private static Operation handle(Operation operation) {
    return new Operation(new primitive(operation.primitive()), operation.scratch());
  }
}
