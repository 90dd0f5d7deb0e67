package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.trainer.learn.LearnerSettings;
import io.mptstreams.trainer.replay.ReplayEvent;
import io.mptstreams.trainer.replay.ReplayResult;
import io.mptstreams.trainer.replay.ReplaySettings;
import io.mptstreams.trainer.replay.Replays;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReplaysTest {

  private static final String TASK = "topics";
  private static Backbone backbone;

  @BeforeAll
  static void openBackbone() {
    backbone = Backbones.open(BackboneSettings.defaults());
  }

  @AfterAll
  static void closeBackbone() {
    backbone.close();
  }

  @Test
  void learnsFromTheLabelsThatComeBackAndDoesSoAgainTheSameWay() {
    ReplayResult once = replays().playAlone(events(TASK), settings(0), n -> {});
    ReplayResult again = replays().playAlone(events(TASK), settings(0), n -> {});

    assertThat(once.accuracy().get("adaptive")).isGreaterThan(once.accuracy().get("zero_shot"));
    assertThat(once.tasks().get(TASK).version()).isGreaterThan(1);
    assertThat(again.decisions()).isEqualTo(once.decisions());
    assertThat(again.accuracy()).isEqualTo(once.accuracy());
  }

  @Test
  void labelsDrawnAtRandomAreNotLearned() {
    ReplayResult random = replays().playAlone(events(TASK), settings(1), n -> {});

    assertThat(random.tasks().get(TASK).version()).isEqualTo(1);
  }

  @Test
  void refusesAnEventOfATaskThatIsNotThere() {
    assertThatThrownBy(() -> replays().playAlone(events("other"), settings(0), n -> {}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("task \"other\"");
  }

  @Test
  void refusesALabelThatTheTaskDoesNotHave() {
    ReplayEvent event =
        new ReplayEvent(Instant.EPOCH, TASK, "e1", "It rains.", Optional.empty(), "weather");

    assertThatThrownBy(() -> replays().playAlone(List.of(event), settings(0), n -> {}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("event e1 is of task \"topics\", which has no label \"weather\"");
  }

  @Test
  void refusesAnEventOfAPairTaskThatIsNoPair() {
    TaskDefinition single = Sentences.wrongWayRound(TASK);
    TaskDefinition pair =
        new TaskDefinition(
            TASK,
            TaskKind.PAIR,
            single.labels(),
            "",
            Optional.empty(),
            true,
            OptionalLong.empty(),
            Instant.EPOCH);

    assertThatThrownBy(() -> replays(pair).playAlone(events(TASK), settings(0), n -> {}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageEndingWith("task \"topics\", which takes pairs, and has no \"text_pair\"");
  }

  private static ReplaySettings settings(double random) {
    return ReplaySettings.of(0.9, Duration.ofSeconds(3), 1).with(0, 0, random);
  }

  /** Sixty events, ten seconds apart. */
  private static List<ReplayEvent> events(String task) {
    List<ReplayEvent> events = new ArrayList<>();
    for (Example e : Sentences.sportAndMoney(task)) {
      events.add(
          new ReplayEvent(
              Instant.ofEpochSecond(10L * events.size()),
              task,
              e.eventId(),
              e.text(),
              Optional.empty(),
              e.label()));
    }
    return events;
  }

  /** The phrases are the wrong way round, so that there is something to learn. */
  private static Replays replays() {
    return replays(Sentences.wrongWayRound(TASK));
  }

  private static Replays replays(TaskDefinition task) {
    return new Replays(
        backbone,
        SharedPrompts.packaged(backbone.info()).orElseThrow(),
        LearnerSettings.defaults(),
        Map.of(TASK, task));
  }
}
