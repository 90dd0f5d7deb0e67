package io.mptstreams.engine.backbone.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.testing.Models;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeightLoaderTest {

  /** More than this virtual machine may take outside its heap (-Xmx bounds both). */
  private static final class TooLarge implements TensorSource {

    @Override
    public String file() {
      return "large.safetensors";
    }

    @Override
    public Set<String> names() {
      return Set.of("words");
    }

    @Override
    public Optional<long[]> shape(String name) {
      return Optional.of(new long[] {1 << 20, 511});
    }

    @Override
    public ByteBuffer read(String name) {
      return ByteBuffer.allocateDirect(Integer.MAX_VALUE);
    }

    @Override
    public void close() {}
  }

  @Test
  void namesTheTensorForWhichThereIsNoMemory() {
    // Given a tensor of almost 2 GiB, and a virtual machine that may have 1
    try (NDManager manager = Models.miniLm().newManager();
        TensorSource source = new TooLarge()) {
      Map<String, long[]> expected = Map.of("words", new long[] {1 << 20, 511});

      assertThatThrownBy(() -> WeightLoader.load(source, expected, manager, new WeightDigest()))
          .isInstanceOf(InvalidBackboneException.class)
          .hasRootCauseInstanceOf(OutOfMemoryError.class)
          .hasMessageContaining(
              "large.safetensors: no memory left for tensor words, which takes 2143289344 bytes");
    }
  }
}
