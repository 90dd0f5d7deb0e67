package io.mptstreams.engine.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mptstreams.engine.backbone.safetensors.NumberFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Small safetensors files: an 8-byte little-endian header length, a JSON header {name: {dtype,
 * shape, data_offsets}}, raw little-endian numbers. They are written in float32; what others wrote
 * in float16 or bfloat16 is read as float32. Backbones, which are large, are read by a
 * memory-mapped reader of their own.
 */
public final class Safetensors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LENGTH_BYTES = 8;
  private static final int ALIGNMENT = 8;
  private static final String METADATA = "__metadata__";

  private Safetensors() {}

  /** Writes beside the file first and then moves, so that readers see all of it or nothing. */
  public static void write(Path file, Checkpoint checkpoint) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, file.getFileName().toString(), ".part");
    try {
      Files.write(unfinished, bytes(checkpoint));
      Files.move(
          unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** The bytes of a file; the same checkpoint gives the same bytes. */
  public static byte[] bytes(Checkpoint checkpoint) {
    ObjectNode header = JSON.createObjectNode();
    if (!checkpoint.metadata().isEmpty()) {
      ObjectNode metadata = header.putObject(METADATA);
      checkpoint.metadata().forEach(metadata::put);
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : checkpoint.tensors().entrySet()) {
      Tensor tensor = entry.getValue();
      ObjectNode node = header.putObject(entry.getKey()).put("dtype", "F32");
      for (int n : tensor.shape()) {
        node.withArray("shape").add(n);
      }
      long end = offset + (long) Float.BYTES * tensor.values().length;
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-json.length, ALIGNMENT);
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(LENGTH_BYTES + json.length + padding + offset))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(json.length + padding)
        .put(json)
        .put(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
    for (Tensor tensor : checkpoint.tensors().values()) {
      for (float value : tensor.values()) {
        out.putFloat(value);
      }
    }
    return out.array();
  }

  /**
   * @throws InvalidCheckpointException naming the file and what is wrong
   */
  public static Checkpoint read(Path file) throws IOException {
    return parse(file.toString(), Files.readAllBytes(file));
  }

  /**
   * Checks every length and offset against the bytes that are there before it reads a number.
   *
   * @param name of the file, for messages
   */
  public static Checkpoint parse(String name, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < LENGTH_BYTES) {
      throw new InvalidCheckpointException(name + " has " + bytes.length + " bytes, too few");
    }
    long headerLength = in.getLong();
    if (headerLength < 2 || headerLength > bytes.length - LENGTH_BYTES) {
      throw new InvalidCheckpointException(
          name + " names a header of " + headerLength + " bytes and has " + bytes.length);
    }
    int data = LENGTH_BYTES + (int) headerLength;
    JsonNode header = header(name, bytes, (int) headerLength);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    header
        .properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals(METADATA)) {
                entry
                    .getValue()
                    .properties()
                    .forEach(meta -> metadata.put(meta.getKey(), meta.getValue().asText()));
              } else {
                String tensor = name + ": " + entry.getKey();
                tensors.put(entry.getKey(), tensor(tensor, entry.getValue(), in, data));
              }
            });
    return new Checkpoint(tensors, metadata);
  }

  private static JsonNode header(String name, byte[] bytes, int length) {
    try {
      JsonNode header =
          JSON.readTree(new String(bytes, LENGTH_BYTES, length, StandardCharsets.UTF_8));
      if (header == null || !header.isObject()) {
        throw new InvalidCheckpointException(name + ": the header is not a JSON object");
      }
      return header;
    } catch (JsonProcessingException e) {
      throw new InvalidCheckpointException(name + ": the header is not JSON", e);
    }
  }

  private static Tensor tensor(String name, JsonNode node, ByteBuffer in, int data) {
    String type = node.path("dtype").asText();
    NumberFormat format =
        NumberFormat.of(type)
            .orElseThrow(
                () ->
                    new InvalidCheckpointException(
                        name + " has type " + type + ", expected F32, F16 or BF16"));
    JsonNode sizes = node.path("shape");
    int[] shape = new int[sizes.size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      long size = sizes.get(i).asLong(-1);
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw new InvalidCheckpointException(name + " has shape " + sizes);
      }
      shape[i] = (int) size;
      count = saturatingProduct(count, size);
    }
    long start = node.path("data_offsets").path(0).asLong(-1);
    long end = node.path("data_offsets").path(1).asLong(-1);
    long there = in.capacity() - data;
    long bytes = saturatingProduct(count, format.bytes());
    if (start < 0 || end < start || end > there || end - start != bytes) {
      throw new InvalidCheckpointException(
          "%s has shape %s and bytes %d to %d of %d, expected %d in %s"
              .formatted(name, sizes, start, end, there, bytes, format));
    }
    float[] values = new float[(int) count];
    ByteBuffer numbers = in.slice(data + (int) start, (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    format.convert(numbers, FloatBuffer.wrap(values));
    return new Tensor(shape, values);
  }

  private static long saturatingProduct(long a, long b) {
    return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
  }
}
