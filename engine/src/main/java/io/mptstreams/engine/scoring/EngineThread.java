package io.mptstreams.engine.scoring;

import io.mptstreams.engine.scoring.BatchScorer.Row;
import io.mptstreams.engine.scoring.ScoringException.Reason;
import io.mptstreams.engine.text.LengthBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that touches the device: commands, then what was waiting, in batches, and between
 * two batches commands again. It never waits for more requests to come: under load the queue fills
 * while a batch runs, and without load the first request should not wait for a second.
 */
final class EngineThread implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(EngineThread.class);

  private final Mailbox mailbox;
  private final EngineSettings settings;
  private final PromptBank bank;
  private final BatchScorer scorer;
  private final EngineCounters counters;

  EngineThread(
      Mailbox mailbox,
      EngineSettings settings,
      PromptBank bank,
      BatchScorer scorer,
      EngineCounters counters) {
    this.mailbox = mailbox;
    this.settings = settings;
    this.bank = bank;
    this.scorer = scorer;
    this.counters = counters;
  }

  @Override
  public void run() {
    try {
      while (mailbox.awaitWork()) {
        // Requests first: a task that was installed before one of them was sent is installed then.
        List<PendingRequest> window = mailbox.take(settings.window());
        mailbox.runCommands();
        runWindow(window);
      }
    } catch (InterruptedException e) {
      log.atWarn().log("the engine thread was interrupted and ends");
    } catch (RuntimeException | Error e) {
      log.atError().setCause(e).log("the engine thread failed and ends");
      throw e;
    } finally {
      mailbox.close();
      mailbox
          .take(Integer.MAX_VALUE)
          .forEach(request -> request.fail(Reason.ENGINE_FAILED, "the engine has stopped"));
      bank.close();
    }
  }

  private void runWindow(List<PendingRequest> window) {
    List<PendingRequest> waiting = window.stream().filter(request -> !request.isOver()).toList();
    for (List<PendingRequest> batch :
        LengthBatches.cut(
            waiting, PendingRequest::text, settings.maxBatch(), settings.maxBatchTokens())) {
      counters.batchStarted();
      runBatch(batch);
      counters.batchEnded(batch.size());
      mailbox.runCommands();
    }
  }

  private void runBatch(List<PendingRequest> batch) {
    List<PendingRequest> known = new ArrayList<>(batch.size());
    List<Row> rows = new ArrayList<>(batch.size());
    for (PendingRequest request : batch) {
      Optional<ResidentTask> task = bank.find(request.task());
      if (task.isPresent()) {
        known.add(request);
        rows.add(new Row(task.get(), request.text()));
      } else {
        request.fail(Reason.UNKNOWN_TASK, "task " + request.task() + " is not installed");
      }
    }
    if (!rows.isEmpty()) {
      score(known, rows);
    }
  }

  /** If a batch fails, its rows are tried one by one, so that only the guilty fail. */
  private void score(List<PendingRequest> requests, List<Row> rows) {
    try {
      List<ScoringResult> results = scorer.score(rows);
      for (int i = 0; i < requests.size(); i++) {
        requests.get(i).future().complete(results.get(i));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      if (requests.size() == 1) {
        log.atWarn()
            .setCause(e)
            .addKeyValue("task", requests.get(0).task())
            .addKeyValue("tokens", rows.get(0).text().length())
            .log("a text could not be scored");
        requests.get(0).fail(Reason.ENGINE_FAILED, "the engine failed on this text: " + e, e);
        return;
      }
      log.atWarn()
          .addKeyValue("size", requests.size())
          .addKeyValue("cause", e.toString())
          .log("a batch failed, its texts are tried one by one");
      for (int i = 0; i < requests.size(); i++) {
        score(requests.subList(i, i + 1), rows.subList(i, i + 1));
      }
    }
  }
}
