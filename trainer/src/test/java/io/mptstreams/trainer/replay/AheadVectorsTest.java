package io.mptstreams.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.trainer.LearnerAssembly;
import io.mptstreams.trainer.learn.LearnerSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AheadVectorsTest {

  @Test
  void eventsOfTwoTasksMayHaveOneId() {
    ReplayEvent sport = event("sport", "The striker scored twice.");
    ReplayEvent money = event("money", "The bank raised its rates.");
    try (Backbone backbone = Backbones.open(BackboneSettings.defaults())) {
      AheadVectors ahead =
          new AheadVectors(
              backbone,
              SharedPrompts.fromVocabulary(backbone, 2, 1),
              LearnerAssembly.features(backbone, LearnerSettings.defaults().adapt()),
              32);

      assertThat(ahead.plain(sport, List.of(sport, money)))
          .isNotEqualTo(ahead.plain(money, List.of(sport, money)));
    }
  }

  /** A bound beyond the backbone's positions is that of the positions, as in the scorer. */
  @Test
  void aTextIsCutToTheBackbonesPositions() {
    ReplayEvent event = event("sport", "word ".repeat(600));
    try (Backbone backbone = Backbones.open(BackboneSettings.defaults())) {
      int positions = backbone.info().maxTokens();

      assertThat(vector(event, backbone, 1024)).isEqualTo(vector(event, backbone, positions));
    }
  }

  private static float[] vector(ReplayEvent event, Backbone backbone, int maxTokens) {
    return new AheadVectors(
            backbone,
            SharedPrompts.fromVocabulary(backbone, 2, 1),
            LearnerAssembly.features(backbone, LearnerSettings.defaults().adapt()),
            maxTokens)
        .plain(event, List.of(event));
  }

  private static ReplayEvent event(String task, String text) {
    return new ReplayEvent(Instant.EPOCH, task, "1", text, Optional.empty(), "yes");
  }
}
