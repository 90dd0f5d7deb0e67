package io.mptstreams.engine.backbone.onnx;

import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.load.TensorSource;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The weights of a BERT model exported by Optimum, under their Hugging Face names.
 *
 * <p>The exporter keeps the names of embeddings, biases and layer norms, but stores matrices
 * transposed and nameless; the node that multiplies by one still says which layer it is:
 * "/encoder/layer.0/attention/self/query/MatMul" is encoder.layer.0.attention.self.query.weight.
 */
public final class OnnxTensors implements TensorSource {

  private static final String NODE_END = "/MatMul";

  private final URL resource;
  private final Map<String, OnnxTensor> plain;
  private final Map<String, OnnxTensor> transposed;

  private OnnxTensors(
      URL resource, Map<String, OnnxTensor> plain, Map<String, OnnxTensor> transposed) {
    this.resource = resource;
    this.plain = plain;
    this.transposed = transposed;
  }

  /** Reads the whole model; {@link #close} frees it. */
  public static OnnxTensors open(URL resource) {
    OnnxReader model = OnnxReader.read(resource);
    Map<String, OnnxTensor> transposed = new HashMap<>();
    model
        .matMulWeights()
        .forEach(
            (node, weight) -> {
              OnnxTensor tensor = model.initializers().get(weight);
              if (tensor != null && tensor.shape().length == 2 && node.endsWith(NODE_END)) {
                String path = node.substring(1, node.length() - NODE_END.length());
                transposed.put(path.replace('/', '.') + ".weight", tensor);
              }
            });
    return new OnnxTensors(resource, new HashMap<>(model.initializers()), transposed);
  }

  @Override
  public String file() {
    return resource.getPath();
  }

  @Override
  public Set<String> names() {
    Set<String> names = new java.util.TreeSet<>(plain.keySet());
    names.addAll(transposed.keySet());
    return names;
  }

  @Override
  public Optional<long[]> shape(String name) {
    OnnxTensor matrix = transposed.get(name);
    return matrix != null
        ? Optional.of(new long[] {matrix.shape()[1], matrix.shape()[0]})
        : Optional.ofNullable(plain.get(name)).map(OnnxTensor::shape);
  }

  @Override
  public ByteBuffer read(String name) {
    OnnxTensor matrix = transposed.get(name);
    if (matrix != null) {
      return transpose(matrix);
    }
    OnnxTensor tensor = plain.get(name);
    if (tensor == null) {
      throw new InvalidBackboneException(file() + ": no tensor " + name);
    }
    ByteBuffer copy = nativeBuffer(tensor.data().remaining());
    copy.asFloatBuffer().put(floats(tensor));
    return copy;
  }

  @Override
  public void close() {
    plain.clear();
    transposed.clear();
  }

  private static ByteBuffer transpose(OnnxTensor matrix) {
    int rows = Math.toIntExact(matrix.shape()[0]);
    int columns = Math.toIntExact(matrix.shape()[1]);
    float[] from = new float[rows * columns];
    floats(matrix).get(from);
    float[] to = new float[from.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        to[c * rows + r] = from[r * columns + c];
      }
    }
    ByteBuffer buffer = nativeBuffer(to.length * Float.BYTES);
    buffer.asFloatBuffer().put(to);
    return buffer;
  }

  private static FloatBuffer floats(OnnxTensor tensor) {
    return tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static ByteBuffer nativeBuffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
