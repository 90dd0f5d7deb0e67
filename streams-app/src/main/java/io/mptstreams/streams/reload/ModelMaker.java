package io.mptstreams.streams.reload;

import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.prompt.TaskModel;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.OtherLabels;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.engine.scoring.ScoringException;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.service.UpdateRecords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes what the engine serves: a task's start from its label phrases, or an update with its label
 * vectors in the order of the task. Embedding phrases needs the engine and waits for it, at most
 * for one batch; an update whose labels are all there waits for nothing. Any thread may call it.
 */
final class ModelMaker {

  private static final String NO_TASK = "#";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration QUIET_TIMEOUT = Duration.ofSeconds(60);

  private final ScoringEngine engine;

  ModelMaker(ScoringEngine engine) {
    this.engine = engine;
  }

  /**
   * An update under a name.
   *
   * @throws InvalidParametersException for numbers that cannot be used
   * @throws ScoringException if the engine fails on a new label's phrase
   */
  TaskModel model(String name, TaskDefinition definition, TaskUpdate update) {
    TaskParameters learned = UpdateRecords.parameters(update);
    TaskParameters parameters =
        learned.labels().containsAll(definition.labelNames())
            ? OtherLabels.choose(learned, definition.labelNames())
            : OtherLabels.carry(learned, start(update.sharedPromptVersion(), definition.labels()));
    return new TaskModel(name, update.version(), update.sharedPromptVersion(), parameters);
  }

  /**
   * The start from label phrases.
   *
   * @throws InvalidParametersException if this backbone has no start for such labels
   * @throws ScoringException if the engine fails
   */
  TaskParameters start(long prompt, List<LabelDefinition> labels) {
    CompletableFuture<TaskParameters> made =
        engine.coldStart(
            prompt,
            labels.stream().map(LabelDefinition::name).toList(),
            labels.stream().map(LabelDefinition::phrase).toList());
    try {
      return made.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    } catch (TimeoutException e) {
      throw failed("the engine made no start within " + START_TIMEOUT, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InvalidParametersException invalid) {
        throw invalid;
      }
      throw failed("the engine failed to embed the label phrases", e.getCause());
    }
  }

  /** Waits until every switch that was begun has ended; bounded. */
  void awaitQuiet() {
    try {
      // The engine does what it is told in order: when this is done, all before it is.
      engine.remove(NO_TASK).get(QUIET_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted while the task bank was being restored", e);
    } catch (TimeoutException | ExecutionException e) {
      throw failed("the engine did not take the restored tasks", e);
    }
  }

  private static ScoringException failed(String message, Throwable cause) {
    return new ScoringException(ScoringException.Reason.ENGINE_FAILED, message, cause);
  }
}
