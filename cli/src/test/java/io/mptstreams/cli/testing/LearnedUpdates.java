package io.mptstreams.cli.testing;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** Updates as a trainer publishes them, with random numbers. */
public final class LearnedUpdates {

  private LearnedUpdates() {}

  /** The same numbers for the same version. */
  public static TaskUpdate of(
      String task, long version, List<String> labels, SharedPrompt prompt, Instant createdAt) {
    Random random = new Random(version);
    return new TaskUpdate(
        task,
        version,
        OptionalLong.of(version - 1),
        prompt.version(),
        prompt.backboneDigest(),
        labels,
        prompt.length(),
        prompt.width(),
        prompt.rank(),
        numbers(random, prompt.length() * prompt.rank()),
        numbers(random, prompt.rank() * prompt.width()),
        numbers(random, labels.size() * prompt.width()),
        numbers(random, labels.size()),
        12.5f,
        1.5f,
        UpdateOrigin.ADAPTED,
        16,
        Map.of(),
        "",
        createdAt);
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
