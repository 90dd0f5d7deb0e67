package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.trainer.learn.LearnerSettings;
import io.mptstreams.trainer.replay.ReplayChange;
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
  void aLabelThatComesLaterIsLearnedByItsPhraseAndNotByWhoWasAdaptedBefore() {
    ReplayResult result =
        replays(withWeather(), List.of(weatherComes(60)))
            .play(sportAndMoneyThenWeather(), settings(0), n -> {});

    assertThat(result.decisions())
        .filteredOn(decision -> decision.reason().contains("added [weather]"))
        .singleElement()
        .satisfies(decision -> assertThat(decision.event()).isBetween(60, 62));
    Map<String, Double> accuracy = result.accuracy();
    // A third of the events have the new label.
    assertThat(accuracy.get("static")).isLessThan(0.67);
    assertThat(accuracy.get("static_new_labels")).isGreaterThan(accuracy.get("static") + 0.2);
    assertThat(accuracy.get("adaptive")).isGreaterThan(accuracy.get("static") + 0.2);
    assertThat(result.movedAnswers()).isZero();
  }

  @Test
  void refusesALabelBeforeItComes() {
    assertThatThrownBy(
            () ->
                replays(withWeather(), List.of(weatherComes(61)))
                    .playAlone(sportAndMoneyThenWeather(), settings(0), n -> {}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("event w0 is of task \"topics\", to which the label \"weather\" comes later");
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

  private static ReplayChange weatherComes(int from) {
    return new ReplayChange(TASK, "new labels", from, List.of("weather"));
  }

  private static TaskDefinition withWeather() {
    TaskDefinition two = Sentences.wrongWayRound(TASK);
    List<LabelDefinition> labels = new ArrayList<>(two.labels());
    labels.add(new LabelDefinition("weather", "rain, snow, wind and sunshine"));
    return two.withLabels(labels);
  }

  /** Sixty events, then thirty of the new label. */
  private static List<ReplayEvent> sportAndMoneyThenWeather() {
    List<ReplayEvent> events = new ArrayList<>(events(TASK));
    for (String what : List.of("Rain", "Snow", "A storm", "Fog", "Warm sunshine")) {
      for (String where : List.of("north", "south", "hills", "valleys", "islands", "cities")) {
        events.add(
            new ReplayEvent(
                Instant.ofEpochSecond(10L * events.size()),
                TASK,
                "w" + (events.size() - 60),
                what + " is expected in the " + where + " tonight.",
                Optional.empty(),
                "weather"));
      }
    }
    return events;
  }

  /** The phrases are the wrong way round, so that there is something to learn. */
  private static Replays replays() {
    return replays(Sentences.wrongWayRound(TASK));
  }

  private static Replays replays(TaskDefinition task) {
    return replays(task, List.of());
  }

  private static Replays replays(TaskDefinition task, List<ReplayChange> changes) {
    return new Replays(
        backbone,
        SharedPrompts.packaged(backbone.info()).orElseThrow(),
        LearnerSettings.defaults(),
        Map.of(TASK, task),
        changes);
  }
}
