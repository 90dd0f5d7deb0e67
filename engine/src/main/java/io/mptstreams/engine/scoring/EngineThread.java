package io.mptstreams.engine.scoring;

import io.mptstreams.engine.scoring.ScoringException.Reason;
import io.mptstreams.engine.text.LengthBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the threads that touch the device: commands, then its share of what was waiting, in
 * batches, and between two batches commands again. It never waits for more requests to come: under
 * load the queue fills while a batch runs, and without load the first request should not wait for a
 * second.
 */
final class EngineThread implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(EngineThread.class);

  private final Mailbox mailbox;
  private final EngineSettings settings;
  private final BatchScorer scorer;
  private final EngineCounters counters;

  EngineThread(
      Mailbox mailbox, EngineSettings settings, BatchScorer scorer, EngineCounters counters) {
    this.mailbox = mailbox;
    this.settings = settings;
    this.scorer = scorer;
    this.counters = counters;
  }

  @Override
  public void run() {
    try {
      while (mailbox.awaitWork()) {
        // Requests first: a task that was installed before one of them was sent is installed then.
        List<PendingRequest> window = mailbox.take(settings.window(), settings.maxBatch());
        mailbox.runCommands();
        runWindow(window);
        mailbox.done();
      }
    } catch (InterruptedException e) {
      log.atWarn().log("an engine thread was interrupted and ends");
    } catch (RuntimeException | Error e) {
      log.atError().setCause(e).log("an engine thread failed and ends the engine");
      throw e;
    } finally {
      mailbox.close();
      mailbox
          .takeAll()
          .forEach(request -> request.fail(Reason.ENGINE_FAILED, "the engine has stopped"));
    }
  }

  private void runWindow(List<PendingRequest> window) {
    List<PendingRequest> waiting = window.stream().filter(request -> !request.isOver()).toList();
    for (List<PendingRequest> batch :
        LengthBatches.cut(
            waiting, PendingRequest::text, settings.maxBatch(), settings.maxBatchTokens())) {
      EngineCounters.Running running = counters.batchStarted();
      score(batch);
      counters.batchEnded(running, batch.size());
      mailbox.runCommands();
    }
  }

  /** If a batch fails, its rows are tried one by one, so that only the guilty fail. */
  private void score(List<PendingRequest> requests) {
    try {
      List<ScoringResult> results = scorer.score(requests);
      for (int i = 0; i < requests.size(); i++) {
        requests.get(i).future().complete(results.get(i));
      }
    } catch (UnknownTasksException e) {
      scoreWithout(e.tasks(), requests);
    } catch (RuntimeException | OutOfMemoryError e) {
      if (requests.size() == 1) {
        fail(requests.get(0), e);
        return;
      }
      log.atWarn()
          .addKeyValue("size", requests.size())
          .addKeyValue("cause", e.toString())
          .log("a batch failed, its texts are tried one by one");
      requests.forEach(request -> score(List.of(request)));
    }
  }

  private void scoreWithout(Set<String> unknown, List<PendingRequest> requests) {
    List<PendingRequest> known = new ArrayList<>(requests.size());
    for (PendingRequest request : requests) {
      if (unknown.contains(request.task())) {
        request.fail(Reason.UNKNOWN_TASK, "task " + request.task() + " is not installed");
      } else {
        known.add(request);
      }
    }
    if (!known.isEmpty()) {
      score(known);
    }
  }

  private static void fail(PendingRequest request, Throwable cause) {
    log.atWarn()
        .setCause(cause)
        .addKeyValue("task", request.task())
        .addKeyValue("tokens", request.text().length())
        .log("a text could not be scored");
    request.fail(Reason.ENGINE_FAILED, "the engine failed on this text: " + cause, cause);
  }
}
