package io.mptstreams.bench.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.mptstreams.engine.backbone.onnx.PackagedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/** The packaged sentence encoder run by ONNX Runtime, from token ids to hidden states. */
final class OnnxPeer implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxPeer(PackagedModel model, int threads) {
    try (InputStream in = model.model().openStream();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      session = environment.createSession(in.readAllBytes(), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A pass over ids of [rows, length] without padding. */
  Runnable pass(long[] ids, int rows) {
    long[] shape = {rows, ids.length / rows};
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try {
      Map<String, OnnxTensor> inputs =
          Map.of(
              "input_ids", OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape),
              "attention_mask", OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape),
              "token_type_ids",
                  OnnxTensor.createTensor(
                      environment, LongBuffer.wrap(new long[ids.length]), shape));
      return () -> {
        try (OrtSession.Result result = session.run(inputs)) {
          result.get(0).getInfo();
        } catch (OrtException e) {
          throw new IllegalStateException(e);
        }
      };
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
