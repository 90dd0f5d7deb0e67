package io.mptstreams.streams.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.streams.MiniLmExtension;
import io.mptstreams.streams.Samples;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.streams.reload.ServedTask;
import io.mptstreams.streams.score.InFlight.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an engine's failure means for the event that it hit. */
class AnswersTest {

  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private BatchingEngine engine;
  private Answers answers;

  @BeforeEach
  void open() {
    engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
    answers =
        new Answers(engine, new ScorerMetrics(new SimpleMeterRegistry()), Duration.ofSeconds(30));
    List<String> labels = List.of("happy", "sad");
    var unused = engine.install(miniLm.prompt());
    var alsoUnused =
        engine.install(new TaskModel("mood", 1, 1, engine.coldStart(1, labels, labels).join()));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void asksWhatServesIfTheVersionOnTrialWasTakenOutMeanwhile() {
    assertThat(answers.await(asked("mood@7")).task()).isEqualTo("mood");
  }

  @Test
  void refusesAnEventWhoseTaskWasTakenOutMeanwhile() {
    engine.remove("mood").join();

    assertThatThrownBy(() -> answers.await(asked("mood")))
        .isInstanceOfSatisfying(
            RecordRejectedException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TASK));
  }

  @Test
  void tellsAnEngineThatAnswersNothingFromABadEvent() {
    engine.close();

    assertThatThrownBy(() -> answers.await(asked("mood")))
        .isInstanceOf(EngineUnavailableException.class);
  }

  private Asked asked(String name) {
    ScoringRequest request = new ScoringRequest(name, "what a day", Optional.empty());
    return new Asked(
        new ServedTask(Samples.mood("mood"), 1, 1, Optional.of(name)),
        request,
        engine.submit(request),
        Optional.empty());
  }
}
