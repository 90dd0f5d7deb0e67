package io.mptstreams.cli.demo;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.trainer.replay.TaskTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Plays the stream: one loop sends what is due, gives the labels that are due, and listens until
 * the next is due. Events leave at their intended times whatever comes back, so that a slow scorer
 * shows as latency and not as a slower stream.
 */
final class DemoRun implements DemoFeed.Listener {

  private static final Duration LONGEST_POLL = Duration.ofMillis(100);

  /** How long after the last event predictions, labels and first versions may still take. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final int LONGEST_ID = 60;

  private final DemoInput input;
  private final DemoSettings settings;
  private final Cluster cluster;
  private final RecordSender sender;
  private final Scoreboard board;
  private final FeedbackSchedule labels;
  private final ReloadTimes reloads = new ReloadTimes();
  private final DemoView view;
  private final Deque<TaskTimeline.Redefinition> later;
  private int sent;

  DemoRun(
      DemoInput input, DemoSettings settings, Cluster cluster, RecordSender sender, DemoView view) {
    this.input = input;
    this.settings = settings;
    this.cluster = cluster;
    this.sender = sender;
    this.view = view;
    later = new ArrayDeque<>(input.timeline().later());
    board = new Scoreboard(input.tasks().stream().map(task -> task.name()).toList());
    labels =
        new FeedbackSchedule(settings.feedbackShare(), settings.feedbackDelay(), settings.seed());
  }

  /**
   * Plays all events and waits, bounded, for what is still to come.
   *
   * @param checkAlive throws when a program of the stack has ended
   * @param ending whether somebody wants it to stop
   */
  void play(DemoFeed feed, Runnable checkAlive, BooleanSupplier ending) {
    long start = System.nanoTime();
    long gap = (long) (1e9 / settings.rate());
    long lastSent = start;
    while (!ending.getAsBoolean()) {
      long now = System.nanoTime();
      while (sent < input.events().size() && start + sent * gap - now <= 0) {
        define(sent);
        send(input.events().get(sent++));
        lastSent = now;
      }
      labels.due(now).forEach(this::giveLabel);
      view.refresh(now, board, reloads, input.events().size());
      boolean allSent = sent == input.events().size();
      if (allSent && (isSettled() || now - lastSent > PATIENCE.toNanos())) {
        break;
      }
      checkAlive.run();
      long next = allSent ? LONGEST_POLL.toNanos() : Math.max(0, start + sent * gap - now);
      feed.poll(Duration.ofNanos(Math.min(next, LONGEST_POLL.toNanos())), this);
    }
    sender.flush();
  }

  Scoreboard board() {
    return board;
  }

  ReloadTimes reloads() {
    return reloads;
  }

  @Override
  public void predicted(Prediction prediction, long seenAtNanos) {
    board
        .predicted(prediction, seenAtNanos)
        .ifPresent(event -> labels.predicted(event, seenAtNanos));
    reloads.served(
        prediction.task(), prediction.taskVersion(), prediction.scoredAt().toEpochMilli());
  }

  @Override
  public void refused(String eventId, ErrorCode code, String why) {
    if (board.refused(eventId, code) && board.refused().get(code) == 1) {
      String id = eventId.length() <= LONGEST_ID ? eventId : eventId.substring(0, LONGEST_ID) + "…";
      view.say("event %s was refused: %s: %s".formatted(id, code, why));
    }
  }

  @Override
  public void published(TaskUpdate update, long atEpochMillis) {
    board.task(update.task()).published(update.version());
    reloads.published(update.task(), update.version(), atEpochMillis);
  }

  @Override
  public void recorded(LedgerEntry entry) {
    if (entry.kind() == LedgerKind.APPLIED && entry.version().isPresent()) {
      reloads.served(entry.task(), entry.version().getAsLong(), entry.at().toEpochMilli());
    }
    view.verdict(entry);
  }

  /** Labels that come to a task with the event at this place. */
  private void define(int place) {
    while (!later.isEmpty() && later.peekFirst().from() <= place) {
      TaskDefinition task = later.removeFirst().task().withRegisteredAt(Instant.now());
      sender.send(cluster.topics().tasks(), task.name(), task);
      view.say("task %s has %d labels now".formatted(task.name(), task.labels().size()));
    }
  }

  private void send(DemoEvent event) {
    board.sent(event, System.nanoTime());
    sender
        .sendUnlessTooLarge(
            cluster.topics().sharedEvents(),
            event.id(),
            new TextEvent(
                event.text(), event.textPair(), List.of(event.task()), Optional.of(Instant.now())))
        .ifPresent(why -> refused(event.id(), ErrorCode.TEXT_TOO_LARGE, why));
  }

  private void giveLabel(DemoEvent event) {
    board.labelled(event);
    sender.send(
        cluster.topics().feedback(),
        event.id(),
        new Feedback(
            event.id(),
            Optional.of(event.task()),
            event.label(),
            Optional.of("demo"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Instant.now()),
            Optional.empty()));
  }

  /** Nothing is outstanding, and every task that got labels has learned from them. */
  private boolean isSettled() {
    return board.outstanding() == 0
        && labels.isEmpty()
        && board.tasks().values().stream()
            .allMatch(task -> task.feedback() == 0 || task.version() > 1);
  }
}
