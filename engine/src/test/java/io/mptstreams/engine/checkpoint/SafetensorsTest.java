package io.mptstreams.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

  @TempDir private Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", Tensor.of(new float[] {1.5f, -2, 3, 4, 5, 6}, 2, 3));
    tensors.put("a", Tensor.of(new float[] {7}, 1));
    Path file = folder.resolve("sub/prompt.safetensors");

    Safetensors.write(file, new Checkpoint(tensors, Map.of("seed", "7")));
    Checkpoint read = Safetensors.read(file);

    assertThat(read.tensors().keySet()).containsExactly("b", "a");
    assertThat(read.tensor("b", 2, 3).values()).containsExactly(1.5f, -2, 3, 4, 5, 6);
    assertThat(read.meta("seed")).isEqualTo("7");
    assertThat(folder.resolve("sub")).isDirectoryContaining("glob:**prompt.safetensors");
    assertThat(folder.resolve("sub").toFile().list()).hasSize(1);
  }

  @Test
  void writesTheLayoutThatOthersRead() {
    byte[] bytes =
        Safetensors.bytes(
            new Checkpoint(Map.of("x", Tensor.of(new float[] {1}, 1, 1)), Map.of("k", "v")));

    String header =
        "{\"__metadata__\":{\"k\":\"v\"},\"x\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}";
    int padded = (header.length() + 7) / 8 * 8;
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.getLong()).isEqualTo(padded);
    assertThat(new String(bytes, 8, header.length(), StandardCharsets.UTF_8)).isEqualTo(header);
    assertThat(in.getFloat(8 + padded)).isEqualTo(1f);
    assertThat(bytes).hasSize(8 + padded + 4);
  }

  @ParameterizedTest
  @CsvSource({"F16, 3C00, C000", "BF16, 3F80, C000"})
  void readsHalfPrecisionAsFloat32(String type, String one, String minusTwo) {
    String header = "{\"x\":{\"dtype\":\"" + type + "\",\"shape\":[2],\"data_offsets\":[2,6]}}";
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] bytes =
        ByteBuffer.allocate(8 + text.length + 6)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .putShort((short) 0)
            .putShort((short) Integer.parseInt(one, 16))
            .putShort((short) Integer.parseInt(minusTwo, 16))
            .array();

    Checkpoint read = Safetensors.parse("p.safetensors", bytes);

    assertThat(read.tensor("x", 2).values()).containsExactly(1, -2);
  }

  @Test
  void namesWhatIsWrongWithABadFile() {
    assertRefused(new byte[] {1, 2, 3}, "has 3 bytes, too few");
    assertRefused(file(1L << 40, "{}"), "names a header of 1099511627776 bytes");
    assertRefused(file(4, "oops"), "the header is not JSON");
    assertRefused(entry("F32", "[2]", 0, 4), "x has shape [2] and bytes 0 to 4 of 4");
    assertRefused(entry("F32", "[1]", 0, 40), "x has shape [1] and bytes 0 to 40 of 4");
    assertRefused(entry("F32", "[2147483647,2147483647,2147483647]", 0, 4), "bytes 0 to 4 of 4");
    assertRefused(entry("F32", "[-1]", 0, 4), "x has shape [-1]");
    assertRefused(
        entry("F16", "[4]", 0, 4), "x has shape [4] and bytes 0 to 4 of 4, expected 8 in F16");
    assertRefused(entry("F64", "[2]", 0, 4), "x has type F64, expected F32, F16 or BF16");
  }

  @Test
  void namesTheTensorThatIsMissingOrOfAnotherShape() {
    Checkpoint checkpoint =
        new Checkpoint(Map.of("u", Tensor.of(new float[] {1, 2}, 2, 1)), Map.of());

    assertThatThrownBy(() -> checkpoint.tensor("v", 1)).hasMessageContaining("no tensor v");
    assertThatThrownBy(() -> checkpoint.tensor("u", 3, -1))
        .hasMessage("u has shape [2, 1], expected [3, -1]");
    assertThatThrownBy(() -> checkpoint.meta("seed")).hasMessageContaining("no metadata seed");
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> Safetensors.parse("p.safetensors", bytes))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageStartingWith("p.safetensors")
        .hasMessageContaining(message);
  }

  private static byte[] entry(String type, String shape, long start, long end) {
    String header =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}}"
            .formatted(type, shape, start, end);
    return file(header.length(), header + "1234");
  }

  private static byte[] file(long headerLength, String rest) {
    byte[] text = rest.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength)
        .put(text)
        .array();
  }
}
