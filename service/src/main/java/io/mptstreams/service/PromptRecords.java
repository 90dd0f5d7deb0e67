package io.mptstreams.service;

import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.mapping.TensorDigest;
import io.mptstreams.schemas.record.SharedPromptRecord;
import java.time.Instant;

/** Shared prompts, as the engine takes them and as they travel on their topic. */
public final class PromptRecords {

  private static final float[] NONE = {};

  private PromptRecords() {}

  /**
   * @throws InvalidParametersException for shapes that do not fit or numbers that are not finite
   */
  public static SharedPrompt prompt(SharedPromptRecord record) {
    return new SharedPrompt(
        record.version(),
        record.backboneDigest(),
        record.length(),
        record.width(),
        record.rank(),
        record.values(),
        record.u(),
        record.v(),
        LabelMemory.of(record.width(), record.labelPhrases(), record.labelCoefficients()));
  }

  /**
   * A record with its digest.
   *
   * @param origin the command, seed and data digest that made it
   */
  public static SharedPromptRecord record(SharedPrompt prompt, String origin, Instant createdAt) {
    return record(prompt, origin, digest(prompt), createdAt);
  }

  /** The digest of the prompt's record: SHA-256 over the tensors, hexadecimal. */
  public static String digest(SharedPrompt prompt) {
    return TensorDigest.of(record(prompt, "", "", Instant.EPOCH));
  }

  private static SharedPromptRecord record(
      SharedPrompt prompt, String origin, String digest, Instant createdAt) {
    return new SharedPromptRecord(
        prompt.version(),
        prompt.backboneDigest(),
        prompt.length(),
        prompt.width(),
        prompt.rank(),
        prompt.values(),
        prompt.u(),
        prompt.v(),
        prompt.labelMemory().map(LabelMemory::phrases).orElse(NONE),
        prompt.labelMemory().map(LabelMemory::coefficients).orElse(NONE),
        origin,
        digest,
        createdAt);
  }
}
