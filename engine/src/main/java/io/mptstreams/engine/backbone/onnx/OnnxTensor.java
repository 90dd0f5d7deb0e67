package io.mptstreams.engine.backbone.onnx;

import java.nio.ByteBuffer;

/**
 * A float32 initializer.
 *
 * @param data little-endian, row-major
 */
record OnnxTensor(String name, long[] shape, ByteBuffer data) {}
