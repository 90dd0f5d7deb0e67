package io.mptstreams.bench.stream;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.mapping.TensorDigest;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Updates of the real size, with numbers that depend on task and version alone. */
final class Updates {

  private Updates() {}

  static TaskParameters parameters(SharedPrompt prompt, List<String> labels, long seed) {
    float[] vectors = new float[labels.size() * prompt.width()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) Math.sin(i + seed);
    }
    return new TaskParameters(
        prompt.length(),
        prompt.width(),
        prompt.rank(),
        prompt.u(),
        prompt.v(),
        labels,
        vectors,
        new float[labels.size()],
        10,
        1);
  }

  static TaskUpdate update(SharedPrompt prompt, String task, long version) {
    TaskUpdate bare = update(prompt, task, version, "");
    return update(prompt, task, version, TensorDigest.of(bare));
  }

  private static TaskUpdate update(SharedPrompt prompt, String task, long version, String digest) {
    TaskParameters p = parameters(prompt, Lane.LABELS, task.hashCode() + version);
    return new TaskUpdate(
        task,
        version,
        OptionalLong.of(version - 1),
        prompt.version(),
        prompt.backboneDigest(),
        p.labels(),
        p.length(),
        p.width(),
        p.rank(),
        p.u(),
        p.v(),
        p.labelVectors(),
        p.labelBiases(),
        p.scale(),
        p.temperature(),
        UpdateOrigin.ADAPTED,
        10,
        Map.of(),
        digest,
        Instant.EPOCH);
  }
}
