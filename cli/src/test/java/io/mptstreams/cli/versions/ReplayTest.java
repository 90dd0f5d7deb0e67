package io.mptstreams.cli.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.schemas.record.Prediction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replays beside a running scorer, as a person types them. */
class ReplayTest {

  @RegisterExtension static final VersionedScorer scorer = new VersionedScorer();

  private static final String NOON = "2026-03-01T12:00:00Z";

  @Test
  void letsAChosenVersionOrThatOfATimeAnswerASpanOfEvents() throws Exception {
    Instant before = Instant.now();
    scorer.send("a", "What a wonderful day", "mood");
    scorer.send("b", "It rained again", "mood");
    scorer.awaitPredictions(2);
    Instant between = Instant.now();
    scorer.update(4);
    scorer.awaitServed(4);
    scorer.send("c", "And again", "mood");
    Map<String, Prediction> served = byId(scorer.awaitPredictions(3));

    JsonNode chosen =
        scorer.run("replay", "--from", before.toString(), "--task", "mood", "--with-version", "2");
    assertThat(chosen.path("sent").asInt()).isEqualTo(3);
    assertThat(scorer.contents(scorer.topics().shadow()))
        .hasSize(3)
        .allSatisfy(record -> assertThat(record.value().taskVersion()).isEqualTo(2));

    scorer.run(
        "replay",
        "--from=" + before,
        "--to=" + between,
        "--as-of=" + between,
        "--into=predictions");
    List<Prediction> again = scorer.awaitPredictions(5).subList(3, 5);
    assertThat(again)
        .allSatisfy(
            prediction -> {
              Prediction first = served.get(prediction.eventId());
              assertThat(prediction.taskVersion()).isEqualTo(3);
              assertThat(prediction.label()).isEqualTo(first.label());
              assertThat(prediction.occurredAt()).isEqualTo(first.occurredAt());
            });
    assertThat(again).extracting(Prediction::eventId).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void sendsASpanOfEventsToTheScorerAgainUnderTheSameIds() throws Exception {
    Instant before = Instant.now();
    scorer.send(null, "An event without a key", "mood");
    scorer.awaitPredictions(1);

    JsonNode dry = scorer.run("replay", "--from=" + before, "--dry-run");
    assertThat(dry.path("chosen").asInt()).isEqualTo(1);
    assertThat(dry.path("sent").asInt()).isZero();
    scorer.run("replay", "--from=" + before);

    List<Prediction> both = scorer.awaitPredictions(2);
    assertThat(both.get(1).eventId()).isEqualTo(both.get(0).eventId()).endsWith("-0");
  }

  @Test
  void sendsADeadLetterAgainForTheTaskThatRefusedItAlone() throws Exception {
    scorer.send("a", "For two tasks by a rule", "letters");
    scorer.awaitPredictions(1);
    scorer.define("tone");
    scorer.awaitKnown(2);

    JsonNode result = scorer.run("replay", "--code", "UNKNOWN_TASK");

    assertThat(result.path("sent").asInt()).isEqualTo(1);
    assertThat(scorer.awaitPredictions(2))
        .extracting(Prediction::task)
        .containsExactlyInAnyOrder("mood", "tone");
  }

  @Test
  void sendsOnceWhatWasRefusedAgainAfterAReplayThatCameTooSoon() throws Exception {
    scorer.send("a", "For a task that is to come", "tone");
    scorer.awaitDeadLetters(1);
    scorer.run("replay", "--code", "UNKNOWN_TASK");
    scorer.awaitDeadLetters(2);
    scorer.define("tone");
    scorer.awaitKnown(2);

    JsonNode result = scorer.run("replay", "--code", "UNKNOWN_TASK");

    assertThat(result.path("sent").asInt()).isEqualTo(1);
    assertThat(scorer.awaitPredictions(1)).extracting(Prediction::eventId).containsExactly("a");
  }

  @Test
  void saysWhatIsMissingOrContradictory() {
    assertThat(scorer.fail("replay"))
        .contains("--code CODE for dead letters, or --from TIME for events");
    assertThat(scorer.fail("replay", "--from=" + NOON, "--with-version", "2")).contains("--task");
    assertThat(scorer.fail("replay", "--from=" + NOON, "--into=predictions")).contains("--as-of");
    assertThat(scorer.fail("replay", "--from=" + NOON, "--task", "mood", "--with-version", "9"))
        .contains("version 9 of task mood is not on its topic");
    assertThat(scorer.fail("replay", "--from=" + NOON, "--topic", "none"))
        .contains("no event topic none");
  }

  private static Map<String, Prediction> byId(List<Prediction> predictions) {
    return predictions.stream().collect(Collectors.toMap(Prediction::eventId, p -> p));
  }
}
