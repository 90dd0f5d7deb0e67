package io.mptstreams.streams;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.mapping.TensorDigest;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.record.Trial;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.service.PromptRecords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Records that tests send. */
public final class Samples {

  public static final Instant REGISTERED = Instant.parse("2026-01-01T00:00:00Z");
  public static final Instant LATER = Instant.parse("2026-02-01T00:00:00Z");

  private Samples() {}

  public static TaskDefinition mood(String name) {
    return task(name, "happy", "sad");
  }

  public static TaskDefinition task(String name, String... labels) {
    return new TaskDefinition(
        name,
        TaskKind.SINGLE,
        java.util.Arrays.stream(labels).map(l -> new LabelDefinition(l, l + " words")).toList(),
        "",
        Optional.empty(),
        true,
        OptionalLong.empty(),
        REGISTERED);
  }

  public static TaskDefinition pinned(TaskDefinition task, long version) {
    return new TaskDefinition(
        task.name(),
        task.kind(),
        task.labels(),
        task.instruction(),
        task.threshold(),
        task.acceptsFeedback(),
        OptionalLong.of(version),
        task.registeredAt());
  }

  public static TaskDefinition trying(TaskDefinition task, long version, float share) {
    return new TaskDefinition(
        task.name(),
        task.kind(),
        task.labels(),
        task.instruction(),
        task.threshold(),
        task.acceptsFeedback(),
        task.pinnedVersion(),
        task.registeredAt(),
        Optional.of(new Trial(version, share)));
  }

  public static TaskDefinition withThreshold(TaskDefinition task, float threshold) {
    return new TaskDefinition(
        task.name(),
        task.kind(),
        task.labels(),
        task.instruction(),
        Optional.of(threshold),
        task.acceptsFeedback(),
        task.pinnedVersion(),
        task.registeredAt());
  }

  public static TextEvent event(String text, String... tasks) {
    return new TextEvent(text, Optional.empty(), List.of(tasks), Optional.empty());
  }

  public static Feedback feedback(String eventId, String task, String label) {
    return new Feedback(
        eventId,
        Optional.ofNullable(task),
        label,
        Optional.of("test"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** An update with numbers that depend on the seed alone. */
  public static TaskUpdate update(
      String task, long version, SharedPrompt prompt, List<String> labels, long seed) {
    Random random = new Random(seed);
    float[] u = ones(prompt.length() * prompt.rank(), random);
    float[] v = ones(prompt.rank() * prompt.width(), random);
    float[] vectors = new float[labels.size() * prompt.width()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    return digested(
        new TaskUpdate(
            task,
            version,
            OptionalLong.of(version - 1),
            prompt.version(),
            prompt.backboneDigest(),
            labels,
            prompt.length(),
            prompt.width(),
            prompt.rank(),
            u,
            v,
            vectors,
            new float[labels.size()],
            20f,
            1f,
            UpdateOrigin.ADAPTED,
            10,
            Map.of(),
            "",
            LATER));
  }

  public static TaskUpdate digested(TaskUpdate update) {
    return withDigest(update, TensorDigest.of(update));
  }

  public static SharedPromptRecord record(SharedPrompt prompt) {
    return PromptRecords.record(prompt, "test", REGISTERED);
  }

  /** With another backbone and scale, which the digest does not cover. */
  public static TaskUpdate with(TaskUpdate u, String backboneDigest, float scale) {
    return new TaskUpdate(
        u.task(),
        u.version(),
        u.parent(),
        u.sharedPromptVersion(),
        backboneDigest,
        u.labels(),
        u.length(),
        u.width(),
        u.rank(),
        u.u(),
        u.v(),
        u.labelVectors(),
        u.labelBiases(),
        scale,
        u.temperature(),
        u.origin(),
        u.examples(),
        u.metrics(),
        u.digest(),
        u.createdAt());
  }

  public static TaskDefinition registered(TaskDefinition task, Instant at) {
    return new TaskDefinition(
        task.name(),
        task.kind(),
        task.labels(),
        task.instruction(),
        task.threshold(),
        task.acceptsFeedback(),
        task.pinnedVersion(),
        at);
  }

  private static TaskUpdate withDigest(TaskUpdate u, String digest) {
    return new TaskUpdate(
        u.task(),
        u.version(),
        u.parent(),
        u.sharedPromptVersion(),
        u.backboneDigest(),
        u.labels(),
        u.length(),
        u.width(),
        u.rank(),
        u.u(),
        u.v(),
        u.labelVectors(),
        u.labelBiases(),
        u.scale(),
        u.temperature(),
        u.origin(),
        u.examples(),
        u.metrics(),
        digest,
        u.createdAt());
  }

  private static float[] ones(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 1 + 0.1f * (float) random.nextGaussian();
    }
    return values;
  }
}
