package io.mptstreams.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged files are read or refused; none crashes, hangs or asks for memory. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SafetensorsFuzzTest {

  private static final int INPUTS = 100_000;
  private static final long MAX_ALLOCATION = 1024 * 1024;

  @Test
  void damagedFilesAreReadOrRefused() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("u", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    tensors.put("v", Tensor.of(new float[] {1, 2, 3}, 3));
    byte[] file = Safetensors.bytes(new Checkpoint(tensors, Map.of("format", "pt")));
    Mutations mutations = new Mutations(20_260_301L, List.of(file));
    int read = 0;
    int refused = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = mutations.next();
      long before = Allocation.bytes();
      try {
        Safetensors.parse("fuzz", input);
        read++;
      } catch (InvalidCheckpointException e) {
        refused++;
      }
      if (i > 100) {
        assertThat(Allocation.bytes() - before).isLessThan(MAX_ALLOCATION);
      }
    }
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }
}
