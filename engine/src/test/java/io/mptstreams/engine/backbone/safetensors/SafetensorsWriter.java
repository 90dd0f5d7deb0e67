package io.mptstreams.engine.backbone.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Writes small safetensors files for tests. */
public final class SafetensorsWriter {

  private final Map<String, byte[]> data = new LinkedHashMap<>();
  private final Map<String, String> heads = new LinkedHashMap<>();

  /** Adds a tensor of dtype F32, F16 or BF16; values must be exact in the shorter formats. */
  public SafetensorsWriter add(String name, String dtype, long[] shape, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * (dtype.equals("F32") ? 4 : 2))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      int bits = Float.floatToIntBits(value);
      switch (dtype) {
        case "F32" -> bytes.putInt(bits);
        case "BF16" -> bytes.putShort((short) (bits >>> 16));
        default -> bytes.putShort(half(bits));
      }
    }
    data.put(name, bytes.array());
    heads.put(name, "\"dtype\":\"" + dtype + "\",\"shape\":" + Arrays.toString(shape));
    return this;
  }

  public byte[] bytes() {
    StringJoiner header = new StringJoiner(",", "{", "}");
    int offset = 0;
    for (Map.Entry<String, byte[]> tensor : data.entrySet()) {
      int end = offset + tensor.getValue().length;
      header.add(
          "\"%s\":{%s,\"data_offsets\":[%d,%d]}"
              .formatted(tensor.getKey(), heads.get(tensor.getKey()), offset, end));
      offset = end;
    }
    return withHeader(header.toString());
  }

  /** The same data behind a header of one's own. */
  public byte[] withHeader(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    int size = data.values().stream().mapToInt(d -> d.length).sum();
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + size).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    data.values().forEach(file::put);
    return file.array();
  }

  public Path write(Path path) throws IOException {
    return Files.write(path, bytes());
  }

  private static short half(int bits) {
    int magnitude = bits & 0x7fffffff;
    int sign = bits >>> 16 & 0x8000;
    return (short) (magnitude == 0 ? sign : sign | (magnitude >>> 13) - (112 << 10));
  }
}
