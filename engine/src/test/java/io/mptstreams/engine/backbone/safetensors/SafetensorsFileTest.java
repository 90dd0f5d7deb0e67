package io.mptstreams.engine.backbone.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"F32", "F16", "BF16"})
  void readsEveryFloatFormat(String dtype) throws IOException {
    Path file =
        new SafetensorsWriter()
            .add("other", "F32", new long[] {1}, 9)
            .add("w", dtype, new long[] {2, 2}, 1.5f, -2, 0, 0.25f)
            .write(folder.resolve("model.safetensors"));

    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      FloatBuffer w = tensors.read("w").asFloatBuffer();

      assertThat(tensors.shape("w")).contains(new long[] {2, 2});
      assertThat(new float[] {w.get(0), w.get(1), w.get(2), w.get(3)})
          .containsExactly(1.5f, -2, 0, 0.25f);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x3c00, 1.0",
    "0xc000, -2.0",
    "0x0001, 5.9604645E-8",
    "0x7c00, Infinity",
    "0x8000, -0.0",
    "0x7bff, 65504.0"
  })
  void convertsHalfPrecision(String bits, float expected) {
    assertThat(NumberFormat.half((short) Integer.decode(bits).intValue())).isEqualTo(expected);
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    byte[] whole = new SafetensorsWriter().add("w", "F32", new long[] {4}, 1, 2, 3, 4).bytes();
    Path file = write(Arrays.copyOf(whole, whole.length - 5));

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(InvalidBackboneException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("tensor w claims bytes 0 to 16, the file has 11");
  }

  @Test
  void refusesAHeaderLongerThanTheFileBeforeAllocatingIt() throws IOException {
    Path file =
        write(ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(90_000_000L).array());

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .hasMessageContaining("the header claims 90000000 bytes, the file has 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,4611686018427387904]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[-4,12]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[5],\"data_offsets\":[0,16]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[-4],\"data_offsets\":[0,16]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,16]}}",
        "{\"w\":{\"dtype\":\"F32\"}}",
        "[]",
        "{\"w\":"
      })
  void refusesALyingHeader(String header) throws IOException {
    Path file =
        write(
            new SafetensorsWriter().add("w", "F32", new long[] {4}, 1, 2, 3, 4).withHeader(header));

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(InvalidBackboneException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void refusesNumbersThatAreNoFloats() throws IOException {
    Path file =
        write(
            new SafetensorsWriter()
                .add("w", "F32", new long[] {4}, 1, 2, 3, 4)
                .withHeader("{\"w\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,16]}}"));

    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      assertThatThrownBy(() -> tensors.read("w"))
          .hasMessageContaining("tensor w must be F32, F16 or BF16, is I64");
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.safetensors"), bytes);
  }
}
