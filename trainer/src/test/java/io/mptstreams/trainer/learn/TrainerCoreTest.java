package io.mptstreams.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.trainer.trigger.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TrainerCoreTest {

  private static final String TASK = "t";
  private static final int PARTITION = 0;
  private static final OutcomeFactory OUTCOMES = new OutcomeFactory("trainer", "backbone");

  private final TrainerCore core = core();
  private long position;

  @Test
  void looksAgainForAChangeThatCameDuringALook() {
    core.define(task("a", "b"));
    right(200);
    LearningJob first = core.next().orElseThrow();
    wrong(100);
    assertThat(core.notes()).extracting(note -> note.kind()).contains(LedgerKind.DRIFT);

    core.settle(nothingNew(first));

    assertThat(core.next()).map(LearningJob::trigger).contains(Trigger.DRIFT);
  }

  @Test
  void looksAgainForACommandThatCameDuringALook() {
    core.define(task("a", "b"));
    right(20);
    LearningJob first = core.next().orElseThrow();
    core.command(TASK);

    core.settle(nothingNew(first));

    assertThat(core.next()).map(LearningJob::trigger).contains(Trigger.COMMAND);
  }

  @Test
  void keepsTheReasonOfALookThatWasAbandoned() {
    core.define(task("a", "b"));
    right(1);
    core.command(TASK);
    LearningJob first = core.next().orElseThrow();
    assertThat(core.next()).isEmpty();

    core.abandon(first);

    assertThat(core.next()).map(LearningJob::trigger).contains(Trigger.COMMAND);
  }

  @Test
  void knowsItsExamplesWhenATaskComesBack() {
    core.define(task("a", "b"));
    right(20);
    LearningJob underWay = core.next().orElseThrow();

    core.remove(TASK);
    assertThat(core.isCurrent(underWay)).isFalse();
    assertThat(core.next()).isEmpty();
    assertThat(core.status()).isEmpty();
    core.define(task("a", "b"));

    assertThat(core.next())
        .map(job -> job.training().size() + job.validation().size())
        .contains(20);
  }

  @Test
  void looksAgainWhenSomebodyPublishesAVersionDuringALook() {
    core.define(task("a", "b"));
    right(20);
    LearningJob first = core.next().orElseThrow();
    assertThat(core.isCurrent(first)).isTrue();

    core.add(update(first.nextVersion(), List.of("a", "b")));
    assertThat(core.isCurrent(first)).isFalse();
    core.abandon(first);

    LearningJob second = core.next().orElseThrow();
    assertThat(second.nextVersion()).isEqualTo(first.nextVersion() + 1);
    assertThat(second.champion().version()).isEqualTo(first.nextVersion());
  }

  @Test
  void startsAnewUnderTheNextNumberWhenATasksVersionsAreTakenBack() {
    core.define(task("a", "b"));
    core.add(update(2, List.of("a", "b")));
    right(20);
    LearningJob first = core.next().orElseThrow();
    assertThat(first.champion().version()).isEqualTo(2);

    core.withdraw(TASK);
    assertThat(core.isCurrent(first)).isFalse();
    core.abandon(first);

    LearningJob second = core.next().orElseThrow();
    assertThat(second.champion().version()).isEqualTo(1);
    assertThat(second.nextVersion()).isEqualTo(3);
  }

  @Test
  void tellsAnAlarmOnceThoughItsPartitionIsReadAnew() {
    core.define(task("a", "b"));
    for (int reading = 0; reading < 2; reading++) {
      core.release(PARTITION);
      position = 0;
      right(200);
      wrong(30);
    }

    List<LedgerEntry> notes = core.notes();
    assertThat(notes).isNotEmpty().doesNotHaveDuplicates();
    core.noted(notes);
    assertThat(core.notes()).isEmpty();
  }

  @Test
  void doesNotFailOverAndOverAtTheSameLabels() {
    core.define(task("a", "b"));
    core.add(update(2, List.of("a", "b")));
    right(1);
    core.define(task("a", "b", "c"));
    LearningJob first = core.next().orElseThrow();
    assertThat(first.trigger()).isEqualTo(Trigger.LABELS);

    core.settle(OUTCOMES.failed(first, new IllegalStateException("no start for such labels")));

    assertThat(core.next()).isEmpty();
    core.define(task("a", "b", "d"));
    assertThat(core.next()).map(LearningJob::trigger).contains(Trigger.LABELS);
  }

  private static TrainerCore core() {
    return new TrainerCore(
        LearnerSettings.defaults(),
        new SharedPrompt(1, "backbone", 1, 2, 1, new float[2], new float[1], new float[2]),
        "trainer",
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  private static LearningOutcome nothingNew(LearningJob job) {
    return OUTCOMES.verdict(job, LedgerKind.POSTPONED, "nothing new", Map.of(), List.of());
  }

  private void right(int count) {
    for (int i = 0; i < count; i++) {
      label("a", "a");
    }
  }

  private void wrong(int count) {
    for (int i = 0; i < count; i++) {
      label("b", "a");
    }
  }

  private void label(String label, String predicted) {
    Example example =
        new Example(
            "e" + position,
            TASK,
            "text " + position,
            Optional.empty(),
            label,
            Optional.empty(),
            Optional.of(predicted),
            OptionalLong.of(1),
            Optional.of(0.5f),
            false,
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(position));
    core.add(example, PARTITION, position++);
  }

  private static TaskDefinition task(String... labels) {
    return new TaskDefinition(
        TASK,
        TaskKind.SINGLE,
        List.of(labels).stream().map(name -> new LabelDefinition(name, name)).toList(),
        "",
        Optional.empty(),
        true,
        OptionalLong.empty(),
        Instant.EPOCH);
  }

  private static TaskUpdate update(long version, List<String> labels) {
    return new TaskUpdate(
        TASK,
        version,
        OptionalLong.of(1),
        1,
        "backbone",
        labels,
        1,
        2,
        1,
        new float[1],
        new float[2],
        new float[2 * labels.size()],
        new float[labels.size()],
        1,
        1,
        UpdateOrigin.ADAPTED,
        0,
        Map.of(),
        "",
        Instant.EPOCH);
  }
}
