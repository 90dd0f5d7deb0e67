package io.mptstreams.streams.score;

import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.Trial;
import io.mptstreams.streams.intake.EventReader;
import io.mptstreams.streams.intake.IncomingEvent;
import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.reload.ServedTask;
import io.mptstreams.streams.reload.TaskBank;
import io.mptstreams.streams.score.InFlight.Asked;
import io.mptstreams.streams.score.InFlight.Declined;
import io.mptstreams.streams.score.InFlight.Submitted;
import io.mptstreams.streams.score.InFlight.TaskPart;
import io.mptstreams.streams.score.InFlight.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Event records in, requests at the engine out: everything readable of one poll goes to the engine
 * in one call, so that its batches mix tasks and partitions. Each task is looked up once a call:
 * all events of a poll are taken under the same definition. Safe for any number of threads.
 */
public final class EventSubmitter {

  private final EventReader reader;
  private final TaskBank bank;
  private final ScoringEngine engine;

  public EventSubmitter(EventReader reader, TaskBank bank, ScoringEngine engine) {
    this.reader = reader;
    this.bank = bank;
    this.engine = engine;
  }

  /**
   * Submits records; blocks while the engine's queue is full.
   *
   * @return one a record, in order
   * @throws io.mptstreams.schemas.registry.RegistryUnavailableException when nothing can be said of
   *     them now
   */
  public List<InFlight> submit(List<SourceRecord> records) {
    Map<String, Lookup> lookups = new HashMap<>();
    List<ScoringRequest> requests = new ArrayList<>();
    List<InFlight> read = new ArrayList<>(records.size());
    for (SourceRecord record : records) {
      read.add(plan(record, lookups, requests));
    }
    Iterator<CompletableFuture<ScoringResult>> next = engine.submitAll(requests).iterator();
    List<InFlight> submitted = new ArrayList<>(read.size());
    for (InFlight inFlight : read) {
      submitted.add(inFlight instanceof Submitted event ? withAnswers(event, next) : inFlight);
    }
    return submitted;
  }

  /** With its answers in the place of its promises. */
  private static Submitted withAnswers(
      Submitted event, Iterator<CompletableFuture<ScoringResult>> next) {
    List<TaskPart> parts = new ArrayList<>(event.parts().size());
    for (TaskPart part : event.parts()) {
      parts.add(part instanceof Asked asked ? withAnswer(asked, next) : part);
    }
    return new Submitted(event.event(), parts);
  }

  private static Asked withAnswer(Asked asked, Iterator<CompletableFuture<ScoringResult>> next) {
    return new Asked(
        asked.served(), asked.request(), next.next(), asked.shadow().map(promise -> next.next()));
  }

  private InFlight plan(
      SourceRecord record, Map<String, Lookup> lookups, List<ScoringRequest> requests) {
    IncomingEvent event;
    try {
      event = reader.read(record);
    } catch (RecordRejectedException e) {
      return new Unreadable(e);
    }
    List<TaskPart> parts = new ArrayList<>(event.tasks().size());
    for (String task : event.tasks()) {
      TaskPart part = part(event, lookups.computeIfAbsent(task, this::lookUp));
      if (part instanceof Asked asked) {
        requests.add(asked.request());
        if (asked.shadow().isPresent()) {
          requests.add(named(asked.request(), asked.served().candidate().orElseThrow()));
        }
      }
      parts.add(part);
    }
    return new Submitted(event, parts);
  }

  private static TaskPart part(IncomingEvent event, Lookup lookup) {
    if (lookup.refusal() != null) {
      return new Declined(lookup.task(), lookup.refusal());
    }
    boolean pair = lookup.served().definition().kind() == TaskKind.PAIR;
    if (pair && event.textPair().filter(text -> !text.isBlank()).isEmpty()) {
      return new Declined(
          lookup.task(),
          new RecordRejectedException(
              ErrorCode.MISSING_TEXT_PAIR, "task " + lookup.task() + " takes a pair of texts"));
    }
    Optional<String> candidate = lookup.served().candidate();
    float share = lookup.served().definition().trial().map(Trial::share).orElse(0f);
    boolean canary = candidate.isPresent() && Shares.falls(event.id(), share);
    ScoringRequest request =
        new ScoringRequest(
            canary ? candidate.get() : lookup.task(),
            event.text(),
            pair ? event.textPair() : Optional.empty());
    boolean shadows = candidate.isPresent() && share == 0;
    return new Asked(
        lookup.served(),
        request,
        new CompletableFuture<>(),
        shadows ? Optional.of(new CompletableFuture<>()) : Optional.empty());
  }

  private static ScoringRequest named(ScoringRequest request, String task) {
    return new ScoringRequest(task, request.text(), request.textPair());
  }

  private Lookup lookUp(String task) {
    try {
      return new Lookup(task, bank.serving(task), null);
    } catch (RecordRejectedException e) {
      return new Lookup(task, null, e);
    }
  }

  private record Lookup(String task, ServedTask served, RecordRejectedException refusal) {}
}
