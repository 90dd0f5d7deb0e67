package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.record.UpdateOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One record of each kind with every field set, small enough to check by eye. */
public final class SampleRecords {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

  private SampleRecords() {}

  public static TextEvent event() {
    return new TextEvent(
        "a grüße 🎬 text", Optional.of("second"), List.of("mr", "cr"), Optional.of(NOON));
  }

  public static Prediction prediction() {
    return new Prediction(
        "e-1",
        "mr",
        Optional.of("positive"),
        0.75f,
        List.of("negative", "positive"),
        List.of(0.25f, 0.75f),
        Optional.empty(),
        2,
        1,
        "abc",
        true,
        false,
        NOON,
        NOON.plusMillis(5));
  }

  public static Feedback feedback() {
    return new Feedback(
        "e-1",
        Optional.of("mr"),
        "positive",
        Optional.of("anna"),
        Optional.of("text"),
        Optional.empty(),
        Optional.of(NOON),
        Optional.of(ErrorCode.LATE_FEEDBACK));
  }

  public static Example example() {
    return new Example(
        "e-1",
        "mr",
        "text",
        Optional.of("pair"),
        "positive",
        Optional.of("anna"),
        Optional.of("negative"),
        OptionalLong.of(2),
        Optional.of(0.5f),
        true,
        NOON,
        NOON.plusSeconds(60));
  }

  public static TaskDefinition task() {
    return new TaskDefinition(
        "mr",
        TaskKind.SINGLE,
        List.of(
            new LabelDefinition("negative", "a bad film"),
            new LabelDefinition("positive", "a good film")),
        "Is the review good?",
        Optional.of(0.6f),
        true,
        OptionalLong.of(3),
        NOON);
  }

  /** Two prompt vectors of width 3, rank 1, two labels. */
  public static TaskUpdate update() {
    return new TaskUpdate(
        "mr",
        2,
        OptionalLong.of(1),
        1,
        "abc",
        List.of("negative", "positive"),
        2,
        3,
        1,
        new float[] {1f, 2f},
        new float[] {3f, 4f, 5f},
        new float[] {1f, 0f, 0f, 0f, 1f, 0f},
        new float[] {0.5f, -0.5f},
        20f,
        1.5f,
        UpdateOrigin.ADAPTED,
        16,
        Map.of("accuracy", 0.9),
        "",
        NOON);
  }

  public static SharedPromptRecord sharedPrompt() {
    return new SharedPromptRecord(
        1,
        "abc",
        2,
        3,
        1,
        new float[] {1f, 2f, 3f, 4f, 5f, 6f},
        new float[] {1f, 1f},
        new float[] {1f, 1f, 1f},
        new float[] {0f, 1f, 0f, 1f, 0f, 0f},
        new float[] {7f, 8f, 9f, -7f, -8f, -9f},
        "distill",
        "",
        NOON);
  }

  public static SharedPromptRecord sharedPromptWithoutLabels() {
    SharedPromptRecord p = sharedPrompt();
    return new SharedPromptRecord(
        p.version(),
        p.backboneDigest(),
        p.length(),
        p.width(),
        p.rank(),
        p.values(),
        p.u(),
        p.v(),
        new float[0],
        new float[0],
        p.origin(),
        p.digest(),
        p.createdAt());
  }

  public static LedgerEntry ledgerEntry() {
    return new LedgerEntry(
        "mr",
        LedgerKind.REFUSED,
        OptionalLong.of(2),
        OptionalLong.of(1),
        Optional.of(ErrorCode.NOT_FINITE),
        "a NaN",
        "count",
        Map.of("accuracy", 0.9),
        List.of("e-1"),
        Optional.of("d"),
        "scorer-1",
        NOON);
  }
}
