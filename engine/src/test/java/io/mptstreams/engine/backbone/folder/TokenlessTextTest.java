package io.mptstreams.engine.backbone.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringException;
import io.mptstreams.engine.scoring.ScoringRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tokenizer that adds no special tokens, and drops what BERT's normalizer drops. */
class TokenlessTextTest {

  private static final String ZERO_WIDTH_SPACES = "\u200b\u200b";

  @TempDir private Path folder;

  @Test
  void isAnEmptyText() throws Exception {
    new TinyModel().write(folder, "F32");
    Files.writeString(
        folder.resolve("tokenizer.json"),
        TinyModel.TOKENIZER
            .replace(
                "{\"type\":\"Lowercase\"}",
                "{\"type\":\"BertNormalizer\",\"clean_text\":true,"
                    + "\"handle_chinese_chars\":true,\"strip_accents\":null,\"lowercase\":true}")
            .replaceAll("\"post_processor\":\\{[^}]*\\}", "\"post_processor\":null"));
    try (Backbone backbone =
        Backbones.open(BackboneSettings.defaults().withSource(folder.toString()))) {
      SharedPrompt prompt = SharedPrompts.fromVocabulary(backbone, 1, 1);
      TaskModel model =
          new TaskModel(
              "colour",
              1,
              prompt.version(),
              new ColdStart(backbone).of(prompt, List.of("red", "blue"), List.of("red", "blue")));
      OfflineScorer scorer = new OfflineScorer(backbone);

      assertThat(scorer.score(prompt, model, List.of(asked("red sky")))).hasSize(1);
      assertThatThrownBy(() -> scorer.score(prompt, model, List.of(asked(ZERO_WIDTH_SPACES))))
          .isInstanceOfSatisfying(
              ScoringException.class,
              e -> assertThat(e.reason()).isEqualTo(ScoringException.Reason.EMPTY_TEXT))
          .hasMessageContaining("no token");
    }
  }

  private static ScoringRequest asked(String text) {
    return new ScoringRequest("colour", text, Optional.empty());
  }
}
