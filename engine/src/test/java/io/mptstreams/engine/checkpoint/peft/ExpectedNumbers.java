package io.mptstreams.engine.checkpoint.peft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A reference file of float32 and int64 numbers. */
record ExpectedNumbers(JsonNode header, ByteBuffer data) {

  static ExpectedNumbers read(Path file) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[(int) all.getLong()];
    all.get(json);
    return new ExpectedNumbers(
        new ObjectMapper().readTree(new String(json, StandardCharsets.UTF_8)),
        all.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  float[] floats(String name) {
    ByteBuffer bytes = bytes(name);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  long[] longs(String name) {
    ByteBuffer bytes = bytes(name);
    long[] values = new long[bytes.remaining() / Long.BYTES];
    bytes.asLongBuffer().get(values);
    return values;
  }

  int size(String name, int axis) {
    return header.path(name).path("shape").path(axis).asInt();
  }

  private ByteBuffer bytes(String name) {
    int start = header.path(name).path("data_offsets").path(0).asInt();
    int end = header.path(name).path("data_offsets").path(1).asInt();
    return data.slice(start, end - start).order(ByteOrder.LITTLE_ENDIAN);
  }
}
