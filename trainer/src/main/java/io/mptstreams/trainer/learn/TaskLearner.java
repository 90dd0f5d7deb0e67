package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.trainer.buffer.Added;
import io.mptstreams.trainer.buffer.ExampleBuffer;
import io.mptstreams.trainer.drift.ErrorDrift;
import io.mptstreams.trainer.trigger.Trigger;
import io.mptstreams.trainer.trigger.TriggerRule;
import io.mptstreams.trainer.trigger.TriggerState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One task: its examples and what is new since the last look. A fold over the task's examples, on
 * top of its history, so that a restart comes to the same state.
 *
 * <p>Belongs to the thread that owns the core.
 */
final class TaskLearner {

  /** An alarm, and the position of the change that it speaks of. */
  record Alarm(String reason, long changeAt, long until) {}

  private record NewLabel(long position, Instant at) {}

  /**
   * A look under way.
   *
   * @param drifted an alarm was what it was to answer, or one of the reasons
   * @param commanded the same of a command
   */
  private record Flight(LearningJob job, boolean drifted, boolean commanded) {}

  /** Labels to which a look brought no version, and who served then. */
  private record Untaken(long version, List<String> labels) {}

  /** How far back a change may lie, in judged predictions. */
  private static final int REACH = 4096;

  private final int partition;
  private final int promptEvidence;
  private final PromptShelf prompts;
  private final ExampleBuffer buffer;
  private final TriggerRule triggers;
  private final ErrorDrift drift;
  private final TaskHistory history;
  private final Prequential prequential = new Prequential();
  private final Deque<NewLabel> unseen = new ArrayDeque<>();
  private final Deque<Long> judged = new ArrayDeque<>();
  private long nextPosition;
  private boolean drifted;
  private boolean commanded;
  private Optional<Flight> flying = Optional.empty();
  private Optional<Untaken> untaken = Optional.empty();

  TaskLearner(int partition, LearnerSettings settings, PromptShelf prompts, TaskHistory history) {
    this.partition = partition;
    this.promptEvidence = settings.gate().promptEvidence();
    this.prompts = prompts;
    this.buffer = new ExampleBuffer(settings.buffer());
    this.triggers = new TriggerRule(settings.trigger());
    this.drift = new ErrorDrift(settings.drift());
    this.history = history;
  }

  int partition() {
    return partition;
  }

  /** Takes an example in; an alarm that the ledger does not know yet, if it raised one. */
  Optional<Alarm> add(Example example, long position, Instant now) {
    nextPosition = position + 1;
    Added added = buffer.add(example, position);
    boolean learned = added == Added.NEW || added == Added.RELABELLED;
    if (learned && position >= history.lookedUntil()) {
      unseen.addLast(new NewLabel(position, now));
    }
    if (added != Added.NEW || example.predictedLabel().isEmpty()) {
      return Optional.empty();
    }
    boolean right = example.predictedLabel().get().equals(example.label());
    prequential.add(example.predictedVersion().orElse(1), right);
    judged.addLast(position);
    if (judged.size() > REACH) {
      judged.removeFirst();
    }
    Optional<ErrorDrift.Alarm> alarm = drift.add(!right);
    if (alarm.isEmpty() || position < history.alarmedUntil()) {
      return Optional.empty();
    }
    drifted = true;
    return Optional.of(
        new Alarm(alarm.get().reason(), positionBack(alarm.get().ago()), nextPosition));
  }

  /** Somebody asked for a look. */
  void command() {
    commanded = true;
  }

  /** Why to look now, if there is a reason and no look is under way. */
  Optional<Trigger> due(TaskDefinition task, Instant now) {
    return flying.isPresent() ? Optional.empty() : triggers.check(state(task), now);
  }

  /** Since when the oldest unseen label has been waiting. */
  Optional<Instant> waitingSince() {
    return Optional.ofNullable(unseen.peekFirst()).map(NewLabel::at);
  }

  /** A snapshot to learn from; the learner is in flight until it is settled or abandoned. */
  LearningJob start(TaskDefinition task, Trigger trigger, Instant now) {
    Champion champion = history.champion();
    boolean move = trigger == Trigger.PROMPT;
    SharedPrompt shared =
        move ? prompts.before(champion).orElseThrow() : prompts.of(champion).orElseThrow();
    Optional<Champion> predecessor = history.predecessor();
    LearningJob job =
        new LearningJob(
            task,
            trigger,
            shared,
            champion,
            move ? Optional.of(prompts.newest()) : Optional.empty(),
            predecessor,
            predecessor.flatMap(prompts::of),
            history.nextVersion(),
            buffer.training(),
            buffer.validation(),
            history.change(),
            history.inputChange(),
            history.promptTriedAt(),
            nextPosition,
            now);
    flying = Optional.of(new Flight(job, drifted, commanded));
    // What comes while it flies is not in it, and sets off the next one.
    drifted = false;
    commanded = false;
    return job;
  }

  /** Whether the job was started here and is neither settled nor abandoned. */
  boolean isFlying(LearningJob job) {
    return flying.filter(flight -> flight.job() == job).isPresent();
  }

  /**
   * The job's outcome was published.
   *
   * @param alarmed the look found a change
   */
  void settle(LearningJob job, boolean alarmed) {
    flying = Optional.empty();
    drifted |= alarmed;
    unseen.removeIf(label -> label.position() < job.until());
    untaken =
        labelsDiffer(job.task())
            ? Optional.of(new Untaken(history.champion().version(), job.task().labelNames()))
            : Optional.empty();
  }

  /** The job's outcome will not be published; what set it off still stands. */
  void abandon() {
    flying.ifPresent(
        flight -> {
          drifted |= flight.drifted();
          commanded |= flight.commanded();
        });
    flying = Optional.empty();
  }

  TaskStatus status(TaskDefinition task, Instant now) {
    TriggerState state = state(task);
    long version = history.champion().version();
    return new TaskStatus(
        task.name(),
        version,
        buffer.training().size(),
        buffer.validation().size(),
        state.newLabels(),
        triggers.needed(state),
        triggers.nextLook(state),
        flying.isPresent(),
        prequential.judged(version),
        prequential.accuracy(version),
        buffer.count(Added.DUPLICATE),
        buffer.count(Added.RELABELLED),
        buffer.count(Added.LIMITED),
        buffer.evicted(),
        history.change(),
        task.pinnedVersion(),
        history.lastVerdict());
  }

  private TriggerState state(TaskDefinition task) {
    return new TriggerState(
        buffer.size(),
        unseen.size(),
        waitingSince(),
        drifted,
        labelsDiffer(task) && !isUntaken(task),
        newerPrompt(task),
        commanded);
  }

  private boolean labelsDiffer(TaskDefinition task) {
    return history
        .champion()
        .parameters()
        .map(TaskParameters::labels)
        .map(labels -> !labels.equals(task.labelNames()))
        .orElse(false);
  }

  /** A look at these labels has failed, and would fail again for ever, one after the other. */
  private boolean isUntaken(TaskDefinition task) {
    return untaken.equals(
        Optional.of(new Untaken(history.champion().version(), task.labelNames())));
  }

  private boolean newerPrompt(TaskDefinition task) {
    return task.pinnedVersion().isEmpty()
        && prompts.newest().version() > history.promptJudged()
        && buffer.size() >= promptEvidence
        && prompts.before(history.champion()).isPresent();
  }

  private long positionBack(long ago) {
    long skip = Math.max(0, judged.size() - ago);
    return judged.stream().skip(skip).findFirst().orElse(nextPosition);
  }
}
