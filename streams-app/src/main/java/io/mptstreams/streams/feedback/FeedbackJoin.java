package io.mptstreams.streams.feedback;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.streams.feedback.JoinVerdict.Duplicate;
import io.mptstreams.streams.feedback.JoinVerdict.Late;
import io.mptstreams.streams.feedback.JoinVerdict.Learn;
import io.mptstreams.streams.feedback.JoinVerdict.Refuse;
import io.mptstreams.streams.feedback.JoinVerdict.Wait;
import io.mptstreams.streams.feedback.ScoredEvent.Joined;
import io.mptstreams.streams.feedback.ScoredEvent.Predicted;
import io.mptstreams.streams.feedback.ScoredEvent.TaskEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The rules by which feedback meets its event. Nothing but its arguments and the tasks decides.
 *
 * <p>The same label twice is one example, which counts as given when it was given last. Another
 * label replaces the earlier one, as a relabel, if it was given later or at the same time; given
 * earlier, it is outdated, so that the order of arrival does not matter. Feedback that brings its
 * text and its task waits for nothing. Without a task it speaks of the event's only task.
 */
final class FeedbackJoin {

  private final Function<String, Optional<TaskDefinition>> tasks;
  private final FeedbackSettings settings;

  FeedbackJoin(Function<String, Optional<TaskDefinition>> tasks, FeedbackSettings settings) {
    this.tasks = tasks;
    this.settings = settings;
  }

  /**
   * Decides.
   *
   * @param event what is remembered of the event, null for nothing
   * @param timestamp of the feedback's record, for feedback that does not say when it was given
   */
  JoinVerdict join(ScoredEvent event, Feedback feedback, long timestamp, Instant now) {
    // A client's clock that is ahead, or counts microseconds, would bar every later correction, and
    // its source from the trainer, whose rate limit goes by these times.
    long givenAt =
        Math.min(
            feedback.givenAt().map(Instant::toEpochMilli).orElse(timestamp), now.toEpochMilli());
    if (feedback.task().isEmpty() && event != null && event.tasks().size() > 1) {
      return new Late(ErrorCode.AMBIGUOUS_TASK);
    }
    Optional<String> task =
        feedback
            .task()
            .or(() -> Optional.ofNullable(event).map(known -> known.tasks().get(0).task()));
    Optional<TaskEntry> entry =
        task.flatMap(name -> Optional.ofNullable(event).flatMap(known -> known.entry(name)));
    boolean alone = task.isPresent() && feedback.text().isPresent();
    if (entry.isEmpty() && !alone) {
      boolean tooOld = givenAt < now.minus(settings.horizon()).toEpochMilli();
      return tooOld ? new Late(ErrorCode.LATE_FEEDBACK) : new Wait();
    }
    if (!alone && event.scoredAt() < now.minus(settings.horizon(task.get())).toEpochMilli()) {
      return new Late(ErrorCode.LATE_FEEDBACK);
    }
    Optional<String> pair = event != null ? event.textPair() : feedback.textPair();
    Optional<RecordRejectedException> refusal = refusal(task.get(), feedback.label(), pair);
    if (refusal.isPresent()) {
      return new Refuse(refusal.get());
    }
    Optional<Joined> joined = entry.flatMap(TaskEntry::joined);
    if (joined.isPresent()) {
      if (joined.get().label().equals(feedback.label())) {
        long last = Math.max(givenAt, joined.get().givenAt());
        return new Duplicate(event.with(labelled(entry.get(), feedback.label(), last)));
      }
      if (givenAt < joined.get().givenAt()) {
        return new Late(ErrorCode.OUTDATED_LABEL);
      }
    }
    TaskEntry known =
        entry.orElseGet(() -> new TaskEntry(task.get(), Optional.empty(), Optional.empty()));
    TaskEntry learned = labelled(known, feedback.label(), givenAt);
    ScoredEvent about = event != null ? event : ofItself(feedback, givenAt, now);
    return new Learn(example(about, learned, feedback, joined.isPresent()), about.with(learned));
  }

  private static TaskEntry labelled(TaskEntry entry, String label, long givenAt) {
    return new TaskEntry(entry.task(), entry.predicted(), Optional.of(new Joined(label, givenAt)));
  }

  private Optional<RecordRejectedException> refusal(
      String task, String label, Optional<String> pair) {
    Optional<TaskDefinition> definition = tasks.apply(task);
    if (definition.isEmpty()) {
      return Optional.of(
          new RecordRejectedException(
              ErrorCode.UNKNOWN_TASK, "no task \"" + task + "\" is registered"));
    }
    if (definition.get().kind() == TaskKind.PAIR
        && pair.filter(text -> !text.isBlank()).isEmpty()) {
      return Optional.of(
          new RecordRejectedException(
              ErrorCode.MISSING_TEXT_PAIR, "task " + task + " takes a pair of texts"));
    }
    boolean known =
        definition.get().kind() == TaskKind.GENERATION
            || definition.get().labelNames().contains(label);
    return known
        ? Optional.empty()
        : Optional.of(
            new RecordRejectedException(
                ErrorCode.UNKNOWN_LABEL,
                "\"%s\" is no label of task %s: %s"
                    .formatted(label, task, definition.get().labelNames())));
  }

  private static ScoredEvent ofItself(Feedback feedback, long givenAt, Instant now) {
    return new ScoredEvent(
        feedback.eventId(),
        feedback.text().orElseThrow(),
        feedback.textPair(),
        givenAt,
        now.toEpochMilli(),
        List.of());
  }

  private static Example example(
      ScoredEvent event, TaskEntry entry, Feedback feedback, boolean relabel) {
    Optional<Predicted> predicted = entry.predicted();
    return new Example(
        event.eventId(),
        entry.task(),
        event.text(),
        event.textPair(),
        feedback.label(),
        feedback.source(),
        predicted.flatMap(Predicted::label),
        predicted.map(p -> OptionalLong.of(p.version())).orElse(OptionalLong.empty()),
        predicted.map(Predicted::confidence),
        relabel,
        Instant.ofEpochMilli(event.occurredAt()),
        Instant.ofEpochMilli(entry.joined().orElseThrow().givenAt()));
  }
}
