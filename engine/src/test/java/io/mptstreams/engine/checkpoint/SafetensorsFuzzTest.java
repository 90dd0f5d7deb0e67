package io.mptstreams.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.fuzz.Fuzzing;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged files are read or refused; none crashes, hangs or asks for memory. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SafetensorsFuzzTest {

  private static final long MAX_ALLOCATION = 1024 * 1024;

  @Test
  void damagedFilesAreReadOrRefused() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("u", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    tensors.put("v", Tensor.of(new float[] {1, 2, 3}, 3));
    byte[] file = Safetensors.bytes(new Checkpoint(tensors, Map.of("format", "pt")));
    Map<Boolean, Integer> read = new HashMap<>();

    new Fuzzing(List.of(file), MAX_ALLOCATION)
        .run(
            input -> {
              try {
                Safetensors.parse("fuzz", input);
                read.merge(true, 1, Integer::sum);
              } catch (InvalidCheckpointException e) {
                read.merge(false, 1, Integer::sum);
              }
            });

    assertThat(read).containsOnlyKeys(true, false);
  }
}
