package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A scorer on a T5: a task that writes beside one with labels, from event to example. */
class GenerationScorerTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  @Test
  void writesTextsBesideLabelsAndTakesReferenceTextsAsFeedback() {
    try (Lab lab = new Lab(kafka);
        Backbone t5 = Backbones.open(BackboneSettings.defaults().withSource(tinyT5()))) {
      ScorerSettings settings = lab.settings("scoring.generation.max-new-tokens", "6");
      SharedPrompt prompt = SharedPrompts.fromVocabulary(t5, 4, 7);
      lab.define(Samples.mood("mood"), writer("story"));
      try (BatchingEngine engine = new BatchingEngine(t5, settings.engine());
          ScorerApp app = ScorerApp.start(settings, engine, () -> prompt);
          Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
          Lab.Tail<Example> examples = lab.tail(lab.topics().examples())) {
        lab.sendEvent("a", Samples.event("the film is a joy.", "mood", "story"));
        lab.send(lab.topics().feedback(), "a", Samples.feedback("a", "story", "a short story"));
        lab.flush();

        Map<String, Prediction> byTask =
            predictions.atLeast(2).stream()
                .collect(Collectors.toMap(read -> read.value().task(), read -> read.value()));
        assertThat(byTask.get("story").output()).isPresent();
        assertThat(byTask.get("story").label()).isEmpty();
        assertThat(byTask.get("story").probabilities()).isEmpty();
        assertThat(byTask.get("story").abstained()).isFalse();
        assertThat(byTask.get("mood").output()).isEmpty();
        assertThat(byTask.get("mood").label()).isPresent();
        assertThat(byTask.get("mood").probabilities()).hasSize(2);
        assertThat(examples.atLeast(1).get(0).value().label()).isEqualTo("a short story");
      }
    }
  }

  private static TaskDefinition writer(String name) {
    return new TaskDefinition(
        name,
        TaskKind.GENERATION,
        List.of(),
        "",
        Optional.empty(),
        true,
        OptionalLong.empty(),
        Samples.REGISTERED);
  }

  private static String tinyT5() {
    Path folder = Path.of(System.getProperty("mpt.shared", "../../shared"), "fixtures", "t5");
    Assumptions.assumeTrue(
        Files.isDirectory(folder), "SKIPPED: " + folder.toAbsolutePath() + " is absent");
    return folder.toString();
  }
}
