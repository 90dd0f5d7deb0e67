package io.mptstreams.streams.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.streams.feedback.JoinVerdict.Duplicate;
import io.mptstreams.streams.feedback.JoinVerdict.Late;
import io.mptstreams.streams.feedback.JoinVerdict.Learn;
import io.mptstreams.streams.feedback.JoinVerdict.Refuse;
import io.mptstreams.streams.feedback.JoinVerdict.Wait;
import io.mptstreams.streams.feedback.ScoredEvent.Predicted;
import io.mptstreams.streams.feedback.ScoredEvent.TaskEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FeedbackJoinTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long GIVEN = NOW.minusSeconds(60).toEpochMilli();

  private final FeedbackJoin join =
      new FeedbackJoin(
          name -> name.equals("gone") ? Optional.empty() : Optional.of(task(name)),
          new FeedbackSettings(
              Duration.ofHours(1),
              Map.of("tone", Duration.ofMinutes(10)),
              Duration.ofMinutes(5),
              Duration.ofMinutes(1),
              1));

  @Test
  void makesAnExampleThatKnowsWhatWasPredicted() {
    JoinVerdict verdict = join.join(scored("mood"), feedback(null, "happy"), GIVEN, NOW);

    Example example = ((Learn) verdict).example();
    assertThat(example.task()).isEqualTo("mood");
    assertThat(example.text()).isEqualTo("a text");
    assertThat(example.predictedLabel()).contains("sad");
    assertThat(example.predictedVersion()).hasValue(3);
    assertThat(example.confidence()).contains(0.75f);
    assertThat(example.relabel()).isFalse();
    assertThat(example.labelledAt().toEpochMilli()).isEqualTo(GIVEN);
  }

  @Test
  void waitsForAnEventThatHasNotCome() {
    assertThat(join.join(null, feedback("mood", "happy"), GIVEN, NOW)).isEqualTo(new Wait());
  }

  @Test
  void isLateForAnEventBeyondTheHorizon() {
    long longAgo = NOW.minus(Duration.ofHours(2)).toEpochMilli();

    assertThat(join.join(null, feedback("mood", "happy"), longAgo, NOW))
        .isEqualTo(new Late(ErrorCode.LATE_FEEDBACK));
  }

  @Test
  void isLateForATaskThatForgetsSooner() {
    long elevenMinutesAgo = NOW.minus(Duration.ofMinutes(11)).toEpochMilli();
    ScoredEvent event =
        new ScoredEvent(
            "e1",
            "a text",
            Optional.empty(),
            elevenMinutesAgo,
            elevenMinutesAgo,
            List.of(entry("mood"), entry("tone")));

    assertThat(join.join(event, feedback("tone", "happy"), GIVEN, NOW))
        .isEqualTo(new Late(ErrorCode.LATE_FEEDBACK));
    assertThat(join.join(event, feedback("mood", "happy"), GIVEN, NOW)).isInstanceOf(Learn.class);
  }

  @Test
  void refusesATaskThatRemembersLongerThanTheStore() {
    ConfigValues values =
        new ConfigValues(Map.of("feedback.horizon", "1h", "feedback.horizon.mood", "2h"));

    assertThatThrownBy(() -> FeedbackSettings.from(values, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("feedback.horizon.mood must not be longer than feedback.horizon");
  }

  @Test
  void ignoresTheSameLabelTwice() {
    Learn first = (Learn) join.join(scored("mood"), feedback(null, "happy"), GIVEN, NOW);

    assertThat(join.join(first.now(), feedback(null, "happy"), GIVEN + 1, NOW))
        .isInstanceOf(Duplicate.class);
  }

  @Test
  void keepsALabelThatWasGivenAgainAgainstOneFromInBetween() {
    Learn first = (Learn) join.join(scored("mood"), feedback(null, "happy"), GIVEN, NOW);
    Duplicate again = (Duplicate) join.join(first.now(), feedback(null, "happy"), GIVEN + 20, NOW);
    Duplicate old = (Duplicate) join.join(again.now(), feedback(null, "happy"), GIVEN + 5, NOW);

    assertThat(join.join(old.now(), feedback(null, "sad"), GIVEN + 10, NOW))
        .isEqualTo(new Late(ErrorCode.OUTDATED_LABEL));
  }

  @Test
  void replacesALabelByOneThatWasGivenLater() {
    Learn first = (Learn) join.join(scored("mood"), feedback(null, "happy"), GIVEN, NOW);

    Learn second = (Learn) join.join(first.now(), feedback(null, "sad"), GIVEN + 1, NOW);

    assertThat(second.example().relabel()).isTrue();
    assertThat(second.example().label()).isEqualTo("sad");
  }

  @Test
  void keepsALabelAgainstOneThatWasGivenEarlier() {
    Learn first = (Learn) join.join(scored("mood"), feedback(null, "happy"), GIVEN, NOW);

    assertThat(join.join(first.now(), feedback(null, "sad"), GIVEN - 1, NOW))
        .isEqualTo(new Late(ErrorCode.OUTDATED_LABEL));
  }

  @Test
  void takesALabelOfTheFutureAsGivenNow() {
    long micros = NOW.toEpochMilli() * 1000;
    Learn first = (Learn) join.join(scored("mood"), feedback(null, "happy"), micros, NOW);

    Instant later = NOW.plusSeconds(1);
    JoinVerdict second = join.join(first.now(), feedback(null, "sad"), later.toEpochMilli(), later);

    assertThat(first.example().labelledAt()).isEqualTo(NOW);
    assertThat(second).isInstanceOf(Learn.class);
  }

  @Test
  void refusesALabelThatTheTaskDoesNotHave() {
    Refuse refuse = (Refuse) join.join(scored("mood"), feedback(null, "angry"), GIVEN, NOW);

    assertThat(refuse.why().code()).isEqualTo(ErrorCode.UNKNOWN_LABEL);
  }

  @Test
  void refusesFeedbackForATaskThatIsGone() {
    Refuse refuse = (Refuse) join.join(scored("gone"), feedback(null, "happy"), GIVEN, NOW);

    assertThat(refuse.why().code()).isEqualTo(ErrorCode.UNKNOWN_TASK);
  }

  @Test
  void asksWhichTaskOfSeveral() {
    ScoredEvent both = scored("mood").with(entry("tone"));

    assertThat(join.join(both, feedback(null, "happy"), GIVEN, NOW))
        .isEqualTo(new Late(ErrorCode.AMBIGUOUS_TASK));
    assertThat(join.join(both, feedback("tone", "happy"), GIVEN, NOW)).isInstanceOf(Learn.class);
  }

  @Test
  void takesFeedbackThatBringsItsTextWithoutItsEventAndOnce() {
    Feedback own =
        new Feedback(
            "e1",
            Optional.of("mood"),
            "happy",
            Optional.empty(),
            Optional.of("own text"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    Learn learn = (Learn) join.join(null, own, GIVEN, NOW);

    assertThat(learn.example().text()).isEqualTo("own text");
    assertThat(learn.example().predictedLabel()).isEmpty();
    assertThat(join.join(learn.now().merge(scored("mood")), own, GIVEN, NOW))
        .isInstanceOf(Duplicate.class);
  }

  @Test
  void refusesHalfAPairForATaskOnPairs() {
    Refuse refuse = (Refuse) join.join(null, own("pair", Optional.empty()), GIVEN, NOW);
    Refuse blank = (Refuse) join.join(null, own("pair", Optional.of(" ")), GIVEN, NOW);

    assertThat(refuse.why().code()).isEqualTo(ErrorCode.MISSING_TEXT_PAIR);
    assertThat(blank.why().code()).isEqualTo(ErrorCode.MISSING_TEXT_PAIR);
    assertThat(join.join(null, own("pair", Optional.of("other")), GIVEN, NOW))
        .isInstanceOf(Learn.class);
  }

  private static Feedback own(String task, Optional<String> pair) {
    return new Feedback(
        "e1",
        Optional.of(task),
        "happy",
        Optional.empty(),
        Optional.of("own text"),
        pair,
        Optional.empty(),
        Optional.empty());
  }

  private static Feedback feedback(String task, String label) {
    return new Feedback(
        "e1",
        Optional.ofNullable(task),
        label,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ScoredEvent scored(String task) {
    return new ScoredEvent(
        "e1", "a text", Optional.empty(), GIVEN - 1_000, GIVEN - 900, List.of(entry(task)));
  }

  private static TaskEntry entry(String task) {
    return new TaskEntry(
        task, Optional.of(new Predicted(Optional.of("sad"), 3, 0.75f)), Optional.empty());
  }

  private static TaskDefinition task(String name) {
    return new TaskDefinition(
        name,
        name.equals("pair") ? TaskKind.PAIR : TaskKind.SINGLE,
        List.of(new LabelDefinition("happy", "happy"), new LabelDefinition("sad", "sad")),
        "",
        Optional.empty(),
        true,
        OptionalLong.empty(),
        NOW);
  }
}
