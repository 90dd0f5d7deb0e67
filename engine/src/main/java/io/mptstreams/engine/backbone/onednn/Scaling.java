package io.mptstreams.engine.backbone.onednn;

import org.bytedeco.dnnl.memory;

/** Scale and shift of a layer norm, [d] each. Never changes. */
public final class Scaling implements AutoCloseable {

  private final memory scale;
  private final memory shift;

  Scaling(memory scale, memory shift) {
    this.scale = scale;
    this.shift = shift;
  }

  memory scale() {
    return scale;
  }

  memory shift() {
    return shift;
  }

  @Override
  public void close() {
    scale.close();
    shift.close();
  }
}
