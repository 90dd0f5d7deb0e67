package io.mptstreams.engine.backbone.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The table of a safetensors file, checked against the file's size. */
final class SafetensorsHeader {

  private static final int PREFIX = Long.BYTES;

  /** The format's own limit. */
  private static final long LARGEST = 100_000_000;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SafetensorsHeader() {}

  /**
   * @param offset of the first byte in the file
   */
  record Entry(String format, long[] shape, long offset, long bytes) {}

  static Map<String, Entry> read(String file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < PREFIX) {
      throw new InvalidBackboneException(
          file + ": a safetensors file has at least 8 bytes, this has " + size);
    }
    long length = bytes(channel, 0, PREFIX).getLong();
    if (length < 2 || length > LARGEST || length > size - PREFIX) {
      throw new InvalidBackboneException(
          "%s: the header claims %d bytes, the file has %d after its first 8"
              .formatted(file, length, size - PREFIX));
    }
    JsonNode root = parse(file, bytes(channel, PREFIX, (int) length));
    Map<String, Entry> entries = new TreeMap<>();
    long dataStart = PREFIX + length;
    root.fields()
        .forEachRemaining(
            field -> {
              if (!field.getKey().equals("__metadata__")) {
                entries.put(
                    field.getKey(), entry(file, field.getKey(), field.getValue(), dataStart, size));
              }
            });
    return entries;
  }

  private static Entry entry(String file, String name, JsonNode node, long dataStart, long size) {
    JsonNode offsets = node.path("data_offsets");
    String format = node.path("dtype").asText();
    if (offsets.size() != 2 || !node.path("shape").isArray() || format.isEmpty()) {
      throw new InvalidBackboneException(
          "%s: tensor %s must have dtype, shape and two data_offsets, has %s"
              .formatted(file, name, node));
    }
    long from = offsets.get(0).asLong(-1);
    long to = offsets.get(1).asLong(-1);
    if (from < 0 || to < from || to > size - dataStart) {
      throw new InvalidBackboneException(
          "%s: tensor %s claims bytes %d to %d, the file has %d; it is truncated or damaged"
              .formatted(file, name, from, to, size - dataStart));
    }
    long[] shape =
        StreamSupport.stream(node.path("shape").spliterator(), false)
            .mapToLong(n -> n.asLong(-1))
            .toArray();
    NumberFormat.of(format).ifPresent(f -> checkSize(file, name, shape, f, to - from));
    return new Entry(format, shape, dataStart + from, to - from);
  }

  private static void checkSize(
      String file, String name, long[] shape, NumberFormat format, long bytes) {
    long expected = format.bytes();
    try {
      for (long n : shape) {
        expected = Math.multiplyExact(expected, n < 0 ? Long.MAX_VALUE : n);
      }
    } catch (ArithmeticException e) {
      expected = -1;
    }
    if (expected != bytes) {
      throw new InvalidBackboneException(
          "%s: tensor %s of %s %s does not fill its %d bytes"
              .formatted(file, name, format, java.util.Arrays.toString(shape), bytes));
    }
  }

  private static JsonNode parse(String file, ByteBuffer header) {
    try {
      JsonNode root = JSON.readTree(StandardCharsets.UTF_8.decode(header).toString());
      if (root.isObject()) {
        return root;
      }
      throw new InvalidBackboneException(file + ": the header is no JSON object");
    } catch (JsonProcessingException e) {
      throw new InvalidBackboneException(
          file + ": the header is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      continue;
    }
    return buffer.flip();
  }
}
