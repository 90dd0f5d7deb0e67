package io.mptstreams.trainer.replay;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.OtherLabels;
import io.mptstreams.engine.readout.Softmax;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.service.UpdateRecords;
import io.mptstreams.trainer.adapt.FeatureStore;
import io.mptstreams.trainer.learn.LearnerSettings;
import io.mptstreams.trainer.learn.Learning;
import io.mptstreams.trainer.learn.LearningJob;
import io.mptstreams.trainer.learn.LearningOutcome;
import io.mptstreams.trainer.learn.TrainerCore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Plays a stream through scorer, feedback and trainer. One thread, no wall clock, no randomness but
 * the seed's: the same arguments give the same result.
 */
public final class StreamReplay {

  private static final int PARTITION = 0;

  /** A label on its way back. */
  private record Label(
      Instant due, ReplayEvent event, String label, String source, Answer answer) {}

  private record Answer(String label, long version, float confidence) {}

  private record Serving(TaskParameters parameters, long version) {}

  private record Flying(LearningOutcome outcome, Instant publishAt) {}

  private final ReplaySettings settings;
  private final SharedPrompt shared;
  private final FeatureStore features;
  private final Learning run;
  private final TrainerCore core;
  private final VirtualClock clock;
  private final List<Rival> rivals;
  private final LabelDraw draw;
  private final List<ReplayChange> changes;
  private final ReplayLog.Hindsight hindsight;
  private final BiConsumer<TaskUpdate, TaskParameters> published;
  private final BitCheck bits;
  private final ReplayLog log = new ReplayLog();
  private final Function<TaskDefinition, TaskParameters> coldStart;
  private final Deque<TaskTimeline.Redefinition> later;
  private final Map<String, TaskDefinition> tasks = new HashMap<>();
  private final Map<String, TaskParameters> starts = new HashMap<>();
  private final Map<String, Serving> serving = new HashMap<>();
  private final Deque<Label> labels = new ArrayDeque<>();
  private Optional<Flying> flying = Optional.empty();
  private long position;
  private long lookNanos;

  StreamReplay(
      ReplaySettings settings,
      LearnerSettings learner,
      SharedPrompt shared,
      TaskTimeline timeline,
      Function<TaskDefinition, TaskParameters> coldStart,
      FeatureStore features,
      Learning run,
      List<Rival> rivals,
      List<ReplayChange> changes,
      ReplayLog.Hindsight hindsight,
      BiConsumer<TaskUpdate, TaskParameters> published,
      BitCheck bits) {
    this.settings = settings;
    this.shared = shared;
    this.features = features;
    this.run = run;
    this.rivals = rivals;
    this.changes = changes;
    this.hindsight = hindsight;
    this.published = published;
    this.bits = bits;
    this.clock = new VirtualClock();
    this.core = new TrainerCore(learner, shared, "replay", clock);
    this.draw = new LabelDraw(settings, tasks);
    this.coldStart = coldStart;
    this.later = new ArrayDeque<>(timeline.later());
    timeline.first().values().forEach(this::define);
  }

  /**
   * Plays all events.
   *
   * @param progress told the number of events played
   */
  ReplayResult play(List<ReplayEvent> events, IntConsumer progress) {
    for (int i = 0; i < events.size(); i++) {
      ReplayEvent event = events.get(i);
      advance(event.at());
      while (!later.isEmpty() && later.peekFirst().from() <= i) {
        define(later.removeFirst().task().withRegisteredAt(event.at()));
        look();
      }
      Answer answer = answer(event);
      Map<String, Boolean> right = new LinkedHashMap<>();
      right.put("adaptive", answer.label().equals(event.label()));
      right.put(
          "zero_shot", answer(event, starts.get(event.task()), 1).label().equals(event.label()));
      rivals.forEach(r -> right.put(r.name(), r.answer(event).equals(event.label())));
      Optional<LabelDraw.Given> label = draw.of(event);
      log.answered(i, event, answer.version(), right, label.map(LabelDraw.Given::label));
      label.ifPresent(
          given ->
              labels.add(
                  new Label(
                      event.at().plus(settings.delay()),
                      event,
                      given.label(),
                      given.source(),
                      answer)));
      progress.accept(i + 1);
    }
    List<Recovery> recoveries =
        changes.stream().flatMap(change -> log.recovery(change, hindsight).stream()).toList();
    return log.result(settings.seed(), lookNanos / 1e9, recoveries, bits);
  }

  /** A task comes, or gets other labels; a version that serves goes on, as in a scorer. */
  private void define(TaskDefinition task) {
    String name = task.name();
    TaskParameters start = coldStart.apply(task);
    tasks.put(name, task);
    starts.put(name, start);
    core.define(task);
    Serving now = serving.get(name);
    serving.put(
        name,
        now == null || now.version() == 1
            ? new Serving(start, 1)
            : served(name, now.parameters(), now.version()));
    bits.forget(name);
    rivals.forEach(rival -> rival.define(name, start));
  }

  /** A version for the labels that its task has now; those that it does not know by phrase. */
  private Serving served(String task, TaskParameters learned, long version) {
    TaskParameters start = starts.get(task);
    boolean same = learned.labels().equals(start.labels());
    return new Serving(same ? learned : OtherLabels.carry(learned, start), version);
  }

  /** Everything that happens up to a moment, in order. */
  private void advance(Instant until) {
    while (true) {
      Optional<Instant> next = nextHappening();
      if (next.isEmpty() || next.get().isAfter(until)) {
        clock.advanceTo(until);
        look();
        return;
      }
      clock.advanceTo(next.get());
      if (flying.isPresent() && !flying.get().publishAt().isAfter(clock.instant())) {
        publish(flying.get().outcome());
      } else {
        deliver(labels.removeFirst());
      }
      look();
    }
  }

  private Optional<Instant> nextHappening() {
    Optional<Instant> label = Optional.ofNullable(labels.peekFirst()).map(Label::due);
    Optional<Instant> published = flying.map(Flying::publishAt);
    if (label.isPresent() && published.isPresent()) {
      return label.get().isBefore(published.get()) ? label : published;
    }
    return label.or(() -> published);
  }

  private void deliver(Label label) {
    ReplayEvent event = label.event();
    rivals.forEach(rival -> rival.learn(event, label.label()));
    log.labelled(event.task());
    core.add(
        new Example(
            event.id(),
            event.task(),
            event.text(),
            event.textPair(),
            label.label(),
            Optional.of(label.source()),
            Optional.of(label.answer().label()),
            OptionalLong.of(label.answer().version()),
            Optional.of(label.answer().confidence()),
            false,
            event.at(),
            label.due()),
        PARTITION,
        position++);
    List<LedgerEntry> notes = core.notes();
    core.noted(notes);
    notes.forEach(log::decided);
  }

  /** Starts a look if one is due and none is under way. */
  private void look() {
    if (flying.isPresent()) {
      return;
    }
    Optional<LearningJob> job = core.next();
    if (job.isPresent()) {
      long began = System.nanoTime();
      LearningOutcome outcome = run.run(job.get());
      lookNanos += System.nanoTime() - began;
      flying = Optional.of(new Flying(outcome, clock.instant().plus(settings.look())));
    }
  }

  private void publish(LearningOutcome outcome) {
    flying = Optional.empty();
    core.settle(outcome);
    outcome.entries().forEach(log::decided);
    outcome
        .update()
        .ifPresent(
            (TaskUpdate update) -> {
              TaskParameters parameters = UpdateRecords.parameters(update);
              serving.put(update.task(), served(update.task(), parameters, update.version()));
              published.accept(update, parameters);
              if (bits.due()) {
                serving.forEach((task, now) -> bits.check(task, now.parameters(), now.version()));
              }
            });
  }

  private Answer answer(ReplayEvent event) {
    Serving now = serving.get(event.task());
    bits.answered(event, now.parameters(), now.version());
    return answer(event, now.parameters(), now.version());
  }

  private Answer answer(ReplayEvent event, TaskParameters parameters, long version) {
    float[] vector = features.vector(shared, parameters, event.text(), event.textPair());
    float[] logits = new LinearReadout(parameters).logits(vector);
    int best = Softmax.argMax(logits);
    return new Answer(parameters.labels().get(best), version, Softmax.of(logits, 1)[best]);
  }
}
