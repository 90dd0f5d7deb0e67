package io.mptstreams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.LabelMemory;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.mapping.TensorDigest;
import io.mptstreams.schemas.record.SharedPromptRecord;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptRecordsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final SharedPrompt BARE =
      new SharedPrompt(
          7,
          "abc",
          2,
          3,
          1,
          new float[] {1, 2, 3, 4, 5, 6},
          new float[] {.5f, -.5f},
          new float[] {1, 0, -1});
  private static final SharedPrompt KNOWING =
      BARE.withLabelMemory(
          Optional.of(new LabelMemory(3, new float[] {1, 0, 0}, new float[] {0, .25f, 0})));

  @Test
  void readsBackWhatItWrote() {
    SharedPromptRecord record = PromptRecords.record(KNOWING, "distill", NOON);

    assertThat(record.origin()).isEqualTo("distill");
    assertThat(record.createdAt()).isEqualTo(NOON);
    assertThat(PromptRecords.prompt(record)).usingRecursiveComparison().isEqualTo(KNOWING);
  }

  @Test
  void readsBackOneThatKnowsNothingOfLabels() {
    SharedPromptRecord record = PromptRecords.record(BARE, "distill", NOON);

    assertThat(record.knownLabels()).isZero();
    assertThat(PromptRecords.prompt(record)).usingRecursiveComparison().isEqualTo(BARE);
  }

  /** A version is taken for reused if its digest is another than the one that was published. */
  @Test
  void givesThePromptTheDigestThatItHasOnItsTopic() {
    assertThat(PromptRecords.digest(BARE))
        .isEqualTo("8cfd3ae4fb2ade778a359e16efbe0ca6564b5658c51abc4481d6e9741bfab87b");
    assertThat(PromptRecords.digest(KNOWING))
        .isEqualTo("7943d452296d944ca7562de44a500fa43d798ed088d1c5f287e327714c459ea9")
        .isEqualTo(PromptRecords.record(KNOWING, "distill", NOON).digest())
        .isEqualTo(TensorDigest.of(PromptRecords.record(KNOWING, "distill", NOON)));
  }
}
