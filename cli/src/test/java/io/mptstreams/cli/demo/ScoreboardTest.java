package io.mptstreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Prediction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

  private static final long MILLI = 1_000_000;

  private final Scoreboard board = new Scoreboard(List.of("t"));

  @Test
  void judgesThirdsAndCountsLostAndDoubled() {
    // Given six events; the third has no prediction, the sixth has two
    for (int i = 0; i < 6; i++) {
      board.sent(event(i, "yes"), i * MILLI);
    }
    List<String> said = List.of("no", "yes", "-", "no", "yes", "yes");
    for (int i = 0; i < 6; i++) {
      if (i != 2) {
        board.predicted(prediction(i, said.get(i)), (i + 10) * MILLI);
      }
    }

    // When the last comes a second time, with another answer
    Optional<DemoEvent> again = board.predicted(prediction(5, "no"), 99 * MILLI);

    // Then only its first answer counts
    assertThat(again).isEmpty();
    assertThat(board.predictions()).isEqualTo(5);
    assertThat(board.outstanding()).isEqualTo(1);
    assertThat(board.duplicates()).isEqualTo(1);
    assertThat(board.task("t").accuracyFirstThird()).isEqualTo(0.5);
    assertThat(board.task("t").accuracyLastThird()).isEqualTo(1.0);
    assertThat(board.latency()).isEqualTo(new Percentiles(10, 10));
    assertThat(board.eventsPerSecond()).isEqualTo(5 / 0.015);
  }

  @Test
  void aPredictionOfNobodysEventIsLeftOut() {
    board.sent(event(0, "yes"), 0);

    board.predicted(prediction(7, "yes"), MILLI);

    assertThat(board.predictions()).isZero();
    assertThat(board.duplicates()).isZero();
  }

  @Test
  void aRefusedEventIsCountedByItsReasonAndJudgedByNobody() {
    for (int i = 0; i < 4; i++) {
      board.sent(event(i, "yes"), i * MILLI);
    }
    for (int i = 1; i < 4; i++) {
      board.predicted(prediction(i, "yes"), 9 * MILLI);
    }

    boolean first = board.refused("e0", ErrorCode.TEXT_TOO_LARGE);
    boolean again = board.refused("e0", ErrorCode.TEXT_TOO_LARGE);
    boolean nobodys = board.refused("e7", ErrorCode.TEXT_TOO_LARGE);

    assertThat(List.of(first, again, nobodys)).containsExactly(true, false, false);
    assertThat(board.refused()).containsExactly(Map.entry(ErrorCode.TEXT_TOO_LARGE, 1));
    assertThat(board.outstanding()).isZero();
    assertThat(board.predictedInOrder()).hasSize(3);
    assertThat(board.task("t").accuracyFirstThird()).isEqualTo(1.0);
  }

  @Test
  void theSummaryNamesTheNewestVersionOfATask() {
    board.sent(event(0, "yes"), 0);
    board.predicted(prediction(0, "yes"), MILLI);
    board.labelled(event(0, "yes"));
    board.task("t").published(3);
    ReloadTimes reloads = new ReloadTimes();
    reloads.served("t", 3, 1_250);
    reloads.published("t", 3, 1_000);
    reloads.served("t", 3, 1_400);

    DemoSummary summary = DemoSummary.of(board, reloads, Map.of("t", 0.5));

    assertThat(summary.tasks())
        .containsExactly(Map.entry("t", new DemoSummary.TaskSummary(3, Optional.of(0.5), 1, 1, 1)));
    assertThat(summary.reloadMs()).isEqualTo(new Percentiles(250, 250));
  }

  private static DemoEvent event(int id, String label) {
    return new DemoEvent("e" + id, "t", "text", Optional.empty(), label);
  }

  private static Prediction prediction(int id, String label) {
    return new Prediction(
        "e" + id,
        "t",
        Optional.of(label),
        1,
        List.of(),
        List.of(),
        Optional.empty(),
        1,
        1,
        "digest",
        false,
        false,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
