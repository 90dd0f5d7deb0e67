package io.mptstreams.engine.backbone.onnx;

import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a transformer needs of an ONNX model: float32 initializers, and which initializer a
 * MatMul node multiplies by. Field numbers are those of onnx.proto3
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).
 */
final class OnnxReader {

  private static final int FLOAT = 1;

  private final Map<String, OnnxTensor> initializers = new HashMap<>();
  private final Map<String, String> matMulWeights = new HashMap<>();

  private OnnxReader() {}

  static OnnxReader read(URL resource) {
    OnnxReader reader = new OnnxReader();
    try {
      URLConnection connection = resource.openConnection();
      try (InputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 16)) {
        reader.model(new ProtoStream(in, connection.getContentLengthLong()));
      }
    } catch (IOException | ArithmeticException e) {
      throw new InvalidBackboneException(
          resource + ": expected a whole ONNX model: " + e.getMessage(), e);
    }
    return reader;
  }

  /** By initializer name. */
  Map<String, OnnxTensor> initializers() {
    return initializers;
  }

  /** Node name to the name of the right operand. */
  Map<String, String> matMulWeights() {
    return matMulWeights;
  }

  private void model(ProtoStream in) throws IOException {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (ProtoStream.field(tag) == 7) {
        long outer = in.enter();
        graph(in);
        in.leave(outer);
      } else {
        in.skip(ProtoStream.wireType(tag));
      }
    }
  }

  private void graph(ProtoStream in) throws IOException {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (ProtoStream.field(tag)) {
        case 1 -> {
          long outer = in.enter();
          node(in);
          in.leave(outer);
        }
        case 5 -> {
          long outer = in.enter();
          initializer(in);
          in.leave(outer);
        }
        default -> in.skip(ProtoStream.wireType(tag));
      }
    }
  }

  private void node(ProtoStream in) throws IOException {
    List<String> inputs = new ArrayList<>();
    String name = "";
    String operator = "";
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (ProtoStream.field(tag)) {
        case 1 -> inputs.add(in.string());
        case 3 -> name = in.string();
        case 4 -> operator = in.string();
        default -> in.skip(ProtoStream.wireType(tag));
      }
    }
    if (operator.equals("MatMul") && inputs.size() == 2) {
      matMulWeights.put(name, inputs.get(1));
    }
  }

  /** The shape comes before the numbers in the file, and is what their length is checked by. */
  private void initializer(ProtoStream in) throws IOException {
    List<Long> dims = new ArrayList<>();
    long type = 0;
    String name = "";
    java.nio.ByteBuffer data = null;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      int field = ProtoStream.field(tag);
      if (field == 1 && ProtoStream.wireType(tag) == ProtoStream.BYTES) {
        long outer = in.enter();
        while (!in.atEnd()) {
          dims.add(in.varint());
        }
        in.leave(outer);
      } else if (field == 1) {
        dims.add(in.varint());
      } else if (field == 2) {
        type = in.varint();
      } else if (field == 8) {
        name = in.string();
      } else if (field == 9 && type == FLOAT) {
        data = in.bytes(Math.multiplyExact(size(dims), (long) Float.BYTES));
      } else {
        in.skip(ProtoStream.wireType(tag));
      }
    }
    if (data != null) {
      long[] shape = dims.stream().mapToLong(Long::longValue).toArray();
      initializers.put(name, new OnnxTensor(name, shape, data));
    }
  }

  private static long size(List<Long> dims) {
    return dims.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }
}
