package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * All tasks of one trainer: takes records in, says what to learn next. Nothing is decided twice: an
 * outcome changes the state when it has been published, and not before.
 *
 * <p>Belongs to one thread; only {@link LearningJob}s leave it.
 */
public final class TrainerCore {

  private final LearnerSettings settings;
  private final Clock clock;
  private final String instance;
  private final Map<String, TaskDefinition> tasks = new TreeMap<>();
  private final Map<String, TaskHistory> histories = new TreeMap<>();
  private final Map<String, TaskLearner> learners = new TreeMap<>();
  private final PromptShelf prompts;
  private final Deque<LedgerEntry> notes = new ArrayDeque<>();

  /**
   * @param start the shared prompt where none was published
   * @param instance as it stands in the ledger
   */
  public TrainerCore(LearnerSettings settings, SharedPrompt start, String instance, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.instance = instance;
    this.prompts = new PromptShelf(start);
  }

  /** A task was registered or changed. */
  public void define(TaskDefinition task) {
    tasks.put(task.name(), task);
  }

  /**
   * A task was taken out. Its history stays: its numbers must not be used again. So do its
   * examples, as if they were read after that: should it come back, it knows what a restart would.
   */
  public void remove(String task) {
    tasks.remove(task);
    Optional.ofNullable(learners.get(task)).ifPresent(TaskLearner::abandon);
  }

  /** A shared prompt was published. */
  public void add(SharedPrompt prompt) {
    prompts.add(prompt);
  }

  /** A version was published, by whomever, and is read in its place on the topic. */
  public void add(TaskUpdate update) {
    history(update.task()).add(update);
  }

  /** A task's versions were taken back: it starts anew, under numbers that were not used yet. */
  public void withdraw(String task) {
    history(task).withdraw();
  }

  /** A former version was kept under a key of its own. */
  public void keep(TaskUpdate update) {
    history(update.task()).keep(update);
  }

  /** What is to be published with an outcome, so that its predecessor outlives compaction. */
  public List<KeptVersion> retired(LearningOutcome outcome) {
    return outcome.update().map(u -> history(u.task()).retire(u)).orElse(List.of());
  }

  /** Something was decided, by whomever. */
  public void add(LedgerEntry entry) {
    history(entry.task()).add(entry);
  }

  /**
   * An example came.
   *
   * @param partition that the task's examples come from
   * @param position grows within the partition
   */
  public void add(Example example, int partition, long position) {
    Instant now = clock.instant();
    learners
        .computeIfAbsent(
            example.task(),
            t -> new TaskLearner(partition, settings, prompts, history(example.task())))
        .add(example, position, now)
        .ifPresent(alarm -> notes.add(drift(example.task(), alarm, now)));
  }

  /**
   * A partition has another owner now, or is about to be read from its beginning: either way its
   * alarms are raised again.
   */
  public void release(int partition) {
    learners
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = entry.getValue().partition() == partition;
              if (gone) {
                notes.removeIf(note -> note.task().equals(entry.getKey()));
              }
              return gone;
            });
  }

  /** Somebody asks for a look at a task; whether it is one of this trainer's. */
  public boolean command(String task) {
    TaskLearner learner = learners.get(task);
    if (learner != null) {
      learner.command();
    }
    return learner != null;
  }

  /** The next thing to learn: of the tasks that are due, the one that has waited longest. */
  public Optional<LearningJob> next() {
    Instant now = clock.instant();
    return learners.entrySet().stream()
        .filter(entry -> learns(entry.getKey()))
        .filter(entry -> entry.getValue().due(tasks.get(entry.getKey()), now).isPresent())
        .min(Comparator.comparing(entry -> entry.getValue().waitingSince().orElse(now)))
        .map(entry -> job(tasks.get(entry.getKey()), entry.getValue(), now));
  }

  /**
   * Ledger entries that go with no job: alarms, pins. Publish them, then {@link #noted} them; until
   * then they are given again.
   */
  public List<LedgerEntry> notes() {
    List<LedgerEntry> all = new ArrayList<>(notes);
    all.addAll(pins());
    return List.copyOf(all);
  }

  /** These notes were published. */
  public void noted(List<LedgerEntry> published) {
    published.forEach(this::add);
    notes.removeAll(published);
  }

  /**
   * Whether the job's outcome may be published: its task may have gone to another trainer, and
   * somebody may have published a version meanwhile, such as a rollback by hand. The number is used
   * then, and the verdict is about a champion that serves no more.
   */
  public boolean isCurrent(LearningJob job) {
    TaskLearner learner = learners.get(job.task().name());
    return learner != null
        && learner.isFlying(job)
        && history(job.task().name()).nextVersion() == job.nextVersion()
        && history(job.task().name()).champion().version() == job.champion().version();
  }

  /** The outcome was published. */
  public void settle(LearningOutcome outcome) {
    outcome.entries().forEach(this::add);
    outcome.update().ifPresent(u -> history(u.task()).settle(u));
    Optional.ofNullable(learners.get(outcome.job().task().name()))
        .ifPresent(learner -> learner.settle(outcome.job(), !outcome.alarms().isEmpty()));
  }

  /** The outcome could not be published; the task will be looked at again. */
  public void abandon(LearningJob job) {
    Optional.ofNullable(learners.get(job.task().name())).ifPresent(TaskLearner::abandon);
  }

  /** Every task of this trainer. */
  public List<TaskStatus> status() {
    Instant now = clock.instant();
    return learners.entrySet().stream()
        .filter(entry -> tasks.containsKey(entry.getKey()))
        .map(entry -> entry.getValue().status(tasks.get(entry.getKey()), now))
        .toList();
  }

  /** The tasks that have examples here. */
  public Collection<String> owned() {
    return List.copyOf(learners.keySet());
  }

  private boolean learns(String name) {
    TaskDefinition task = tasks.get(name);
    return task != null && prompts.of(history(name).champion()).isPresent();
  }

  private LearningJob job(TaskDefinition task, TaskLearner learner, Instant now) {
    return learner.start(task, learner.due(task, now).orElseThrow(), now);
  }

  private List<LedgerEntry> pins() {
    Instant now = clock.instant();
    List<LedgerEntry> pins = new ArrayList<>();
    for (String name : learners.keySet()) {
      TaskDefinition task = tasks.get(name);
      if (task == null || task.pinnedVersion().equals(history(name).pinned())) {
        continue;
      }
      boolean pinned = task.pinnedVersion().isPresent();
      pins.add(
          note(
              name,
              pinned ? LedgerKind.PINNED : LedgerKind.UNPINNED,
              pinned ? task.pinnedVersion() : history(name).pinned(),
              pinned ? "the task's definition pins it" : "the task's definition pins it no more",
              "command",
              Map.of(),
              now));
    }
    return pins;
  }

  private LedgerEntry drift(String task, TaskLearner.Alarm alarm, Instant now) {
    return note(
        task,
        LedgerKind.DRIFT,
        OptionalLong.empty(),
        alarm.reason(),
        "drift",
        Map.of(Figures.CHANGE, (double) alarm.changeAt(), Figures.UNTIL, (double) alarm.until()),
        now);
  }

  private LedgerEntry note(
      String task,
      LedgerKind kind,
      OptionalLong version,
      String reason,
      String trigger,
      Map<String, Double> metrics,
      Instant now) {
    return new LedgerEntry(
        task,
        kind,
        version,
        OptionalLong.of(history(task).champion().version()),
        Optional.empty(),
        reason,
        trigger,
        metrics,
        List.of(),
        Optional.empty(),
        instance,
        now.truncatedTo(ChronoUnit.MILLIS));
  }

  private TaskHistory history(String task) {
    return histories.computeIfAbsent(task, t -> new TaskHistory());
  }
}
