package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One scorer on a real broker with the real backbone, from event to example. */
class WholeScorerTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  @Test
  void scoresEventsJoinsFeedbackReloadsAndKeepsWhatItRefuses() throws Exception {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults())) {
      lab.define(Samples.mood("mood"), Samples.task("topic", "sport", "politics", "music"));
      try (ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt);
          Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
          Lab.Tail<Example> examples = lab.tail(lab.topics().examples());
          Lab.Tail<LedgerEntry> ledger = lab.tail(lab.topics().ledger());
          Lab.Tail<byte[]> dead = lab.tailRaw(lab.topics().deadLetters().name())) {
        // A task's own topic that comes while the scorer runs.
        lab.create(List.of(lab.topics().events("mood")));
        lab.send(lab.topics().events("mood"), "a", Samples.event("What a wonderful day"));
        lab.sendEvent("b", Samples.event("The band played all night", "mood", "topic"));
        lab.sendRaw(
            lab.topics().sharedEvents().name(), "c", "junk".getBytes(StandardCharsets.UTF_8));
        lab.send(lab.topics().feedback(), "a", Samples.feedback("a", null, "happy"));
        lab.flush();

        assertThat(predictions.atLeast(3))
            .extracting(read -> read.value().eventId() + "/" + read.value().task())
            .containsExactlyInAnyOrder("a/mood", "b/mood", "b/topic");
        assertThat(predictions.atLeast(3))
            .allSatisfy(read -> assertThat(read.value().taskVersion()).isEqualTo(1));
        Example example = examples.atLeast(1).get(0).value();
        assertThat(example.text()).isEqualTo("What a wonderful day");
        assertThat(example.label()).isEqualTo("happy");
        assertThat(example.predictedLabel()).isPresent();
        Lab.Read<byte[]> letter = dead.atLeast(1).get(0);
        assertThat(letter.value()).isEqualTo("junk".getBytes(StandardCharsets.UTF_8));
        assertThat(letter.header(DeadLetterHeaders.CODE)).isEqualTo(ErrorCode.NOT_AVRO.name());

        lab.send(
            lab.topics().taskUpdates(),
            "mood",
            Samples.update("mood", 2, miniLm.prompt(), List.of("happy", "sad"), 1));
        lab.flush();
        assertThat(ledger.atLeast(1).get(0).value().kind()).isEqualTo(LedgerKind.APPLIED);
        lab.sendEvent("d", Samples.event("And then it rained", "mood"));
        lab.flush();
        assertThat(predictions.atLeast(4).get(3).value().taskVersion()).isEqualTo(2);

        assertThat(get(app, "/health/ready")).contains("UP");
        assertThat(get(app, "/tasks")).contains("\"mood\"");
        assertThat(get(app, "/info")).contains("exactly_once_v2");
        assertThat(get(app, "/metrics")).contains("mpt_predictions_events_total");
      }
    }
  }

  private static String get(ScorerApp app, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + app.httpPort().orElseThrow() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
