package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.record.Prediction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole topology with the real backbone, in virtual time: what an event is answered. */
class TopologyTest {

  @RegisterExtension final DrivenScorer scorer = new DrivenScorer();

  @Test
  void keepsTheNamesThatARunningDeploymentRestsOn() throws IOException {
    String now = scorer.topology().describe().toString();
    Files.writeString(Path.of("target", "topology.txt"), now);
    try (InputStream golden = TopologyTest.class.getResourceAsStream("/topology.txt")) {
      assertThat(golden).as("src/test/resources/topology.txt").isNotNull();
      assertThat(now).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void takesTheTaskFromTheTopicAndTheIdFromTheCoordinates() {
    scorer.in(scorer.topics().events("mood")).pipeInput(null, Samples.event("a text"));

    Prediction prediction = scorer.out(scorer.topics().predictions()).readValue();
    assertThat(prediction.task()).isEqualTo("mood");
    assertThat(prediction.eventId()).isEqualTo("mpt.events.mood-0-0");
    assertThat(prediction.labels()).containsExactly("happy", "sad");
    assertThat(prediction.backboneDigest()).isEqualTo(scorer.backbone().info().digest());
  }

  @Test
  void scoresAnEventForEachTaskOfItsRule() {
    scorer.in(scorer.topics().tasks()).pipeInput("tone", Samples.task("tone", "rude", "polite"));

    scorer.in(scorer.topics().events("letters")).pipeInput("a", Samples.event("by its topic"));
    scorer
        .in(scorer.topics().sharedEvents())
        .pipeInput("b", Samples.event("by its name", "letters"));

    assertThat(scorer.out(scorer.topics().predictions()).readValuesToList())
        .extracting(prediction -> prediction.eventId() + "/" + prediction.task())
        .containsExactly("a/mood", "a/tone", "b/mood", "b/tone");
  }

  @Test
  void sendsDoubtfulPredictionsToReviewToo() {
    scorer
        .in(scorer.topics().tasks())
        .pipeInput("mood", Samples.withThreshold(Samples.mood("mood"), 1));
    scorer.in(scorer.topics().sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));

    assertThat(scorer.out(scorer.topics().predictions()).readValue().abstained()).isTrue();
    assertThat(scorer.out(scorer.topics().review()).readValue().eventId()).isEqualTo("e");
  }

  @Test
  void letsAVersionOnTrialScoreIntoTheShadowTopic() {
    publishTrial(0f);
    scorer.in(scorer.topics().sharedEvents()).pipeInput("e", Samples.event("a text", "mood"));

    assertThat(scorer.out(scorer.topics().predictions()).readValue().taskVersion()).isEqualTo(1);
    Prediction shadow = scorer.out(scorer.topics().shadow()).readValue();
    assertThat(shadow.taskVersion()).isEqualTo(7);
    assertThat(shadow.task()).isEqualTo("mood");
  }

  @Test
  void letsAVersionOnTrialAnswerAShareOfTheEvents() {
    publishTrial(0.3f);
    for (int i = 0; i < 60; i++) {
      scorer.in(scorer.topics().sharedEvents()).pipeInput("e" + i, Samples.event("a text", "mood"));
    }

    List<Prediction> all = scorer.out(scorer.topics().predictions()).readValuesToList();
    assertThat(all).hasSize(60);
    assertThat(all.stream().filter(prediction -> prediction.taskVersion() == 7).count())
        .isBetween(8L, 28L);
    assertThat(scorer.out(scorer.topics().shadow()).isEmpty()).isTrue();
  }

  private void publishTrial(float share) {
    scorer
        .in(scorer.topics().taskUpdates())
        .pipeInput(
            "mood@7", Samples.update("mood", 7, scorer.prompt(), List.of("happy", "sad"), 1));
    scorer
        .in(scorer.topics().tasks())
        .pipeInput("mood", Samples.trying(Samples.mood("mood"), 7, share));
  }
}
