package io.mptstreams.cli.replay;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.score.InputRow;
import io.mptstreams.cli.score.RowScorer;
import io.mptstreams.cli.score.Scored;
import io.mptstreams.cli.task.LabelledRow;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.intake.EventReader;
import io.mptstreams.streams.intake.IncomingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers events here, by versions that need not serve any more. The scorer and what it serves are
 * not touched; the answers go where predictions of versions that do not serve go, or wherever else
 * predictions may.
 */
public final class PastScorer implements Replayer {

  private final EventReader reader;
  private final RowScorer scorer;
  private final RecordSender sender;
  private final Topic<Prediction> into;
  private final String backboneDigest;

  public PastScorer(
      Cluster cluster,
      EventReader reader,
      RowScorer scorer,
      Topic<Prediction> into,
      String backboneDigest) {
    this.reader = reader;
    this.scorer = scorer;
    this.sender = new RecordSender(cluster);
    this.into = into;
    this.backboneDigest = backboneDigest;
  }

  @Override
  public void play(List<ReplayedRecord> records, ReplayTally tally) {
    List<IncomingEvent> events = new ArrayList<>();
    List<InputRow> rows = new ArrayList<>();
    for (ReplayedRecord record : records) {
      try {
        IncomingEvent event = reader.read(record.source());
        for (String task : event.tasks()) {
          if (record.task().filter(only -> !only.equals(task)).isEmpty()) {
            events.add(event);
            rows.add(row(rows.size() + 1, event, task));
          }
        }
      } catch (RecordRejectedException e) {
        tally.refuse(e.code());
      }
    }
    List<Object> results = scorer.score(rows);
    try {
      send(events, results, tally);
    } catch (CommandException e) {
      throw sender.inTheMiddle(e);
    }
  }

  private void send(List<IncomingEvent> events, List<Object> results, ReplayTally tally) {
    Instant now = Instant.now();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof Scored scored) {
        sender.send(into, events.get(i).id(), prediction(events.get(i), scored, now));
        tally.send(1);
      } else if (results.get(i) instanceof RowScorer.Failure failure) {
        tally.refuse(failure.error());
      }
    }
    sender.flush();
  }

  @Override
  public void close() {
    sender.close();
  }

  private static InputRow row(long number, IncomingEvent event, String task) {
    return new InputRow(
        number,
        Optional.of(
            new LabelledRow(
                Optional.of(event.id()),
                Optional.of(task),
                event.text(),
                event.textPair(),
                Optional.empty())),
        Optional.empty());
  }

  private Prediction prediction(IncomingEvent event, Scored scored, Instant now) {
    return new Prediction(
        event.id(),
        scored.task(),
        scored.label(),
        scored.confidence(),
        List.copyOf(scored.probabilities().keySet()),
        List.copyOf(scored.probabilities().values()),
        scored.output(),
        scored.taskVersion(),
        scored.sharedPromptVersion(),
        backboneDigest,
        scored.truncated(),
        scored.abstained(),
        event.occurredAt(),
        now);
  }
}
