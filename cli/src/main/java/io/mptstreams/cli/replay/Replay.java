package io.mptstreams.cli.replay;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.streams.intake.EventReader;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Chooses records, and plays them. */
public final class Replay {

  private final Cluster cluster;
  private final EventReader reader;
  private final Optional<String> task;
  private final ReplayTally tally = new ReplayTally();

  /**
   * @param reader says which tasks an event is for
   * @param task plays events of one task, and for that one alone
   */
  public Replay(Cluster cluster, EventReader reader, Optional<String> task) {
    this.cluster = cluster;
    this.reader = reader;
    this.task = task;
  }

  /** Plays events of a span of time. */
  public ReplayTally events(
      Collection<String> topics, Instant from, Instant to, Optional<Replayer> replayer) {
    new SpanReader(cluster)
        .read(
            topics,
            from,
            to,
            piece -> play(piece.stream().flatMap(this::chosenEvent).toList(), replayer));
    return tally;
  }

  /**
   * Plays dead letters of a reason whose records had timestamps in a span of time. What was refused
   * once more after it had been sent again lies there twice, and is played once.
   */
  public ReplayTally deadLetters(
      ErrorCode code, boolean eventsOnly, Instant from, Instant to, Optional<Replayer> replayer) {
    Set<Played> played = new HashSet<>();
    new SpanReader(cluster)
        .read(
            List.of(cluster.topics().deadLetters().name()),
            from,
            to,
            piece ->
                play(
                    piece.stream()
                        .filter(letter -> isRefusedFor(letter, code))
                        .flatMap(this::refused)
                        .filter(record -> !eventsOnly || isEvent(record))
                        .filter(record -> played.add(new Played(record.origin(), record.task())))
                        .toList(),
                    replayer));
    return tally;
  }

  private void play(List<ReplayedRecord> records, Optional<Replayer> replayer) {
    tally.choose(records.size());
    if (!records.isEmpty()) {
      replayer.ifPresent(r -> r.play(records, tally));
    }
  }

  private boolean isRefusedFor(ConsumerRecord<byte[], byte[]> letter, ErrorCode code) {
    return ReplayedRecord.header(letter, DeadLetterHeaders.CODE).equals(Optional.of(code.name()))
        && (task.isEmpty() || ReplayedRecord.header(letter, DeadLetterHeaders.TASK).equals(task));
  }

  private Stream<ReplayedRecord> refused(ConsumerRecord<byte[], byte[]> letter) {
    Optional<ReplayedRecord> record = ReplayedRecord.deadLetter(letter);
    if (record.isEmpty()) {
      tally.leaveOut("whose bytes or headers are not there");
    }
    return record.stream();
  }

  private boolean isEvent(ReplayedRecord record) {
    return cluster.topics().eventsPattern().matcher(record.source().topic()).matches();
  }

  private Stream<ReplayedRecord> chosenEvent(ConsumerRecord<byte[], byte[]> record) {
    ReplayedRecord event = ReplayedRecord.event(record);
    if (task.isEmpty()) {
      return Stream.of(event);
    }
    try {
      return reader.read(event.source()).tasks().contains(task.get())
          ? Stream.of(event.only(task.get()))
          : Stream.empty();
    } catch (RecordRejectedException e) {
      return Stream.empty();
    }
  }

  private record Played(String origin, Optional<String> task) {}
}
