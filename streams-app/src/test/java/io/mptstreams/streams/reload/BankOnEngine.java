package io.mptstreams.streams.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.streams.MiniLmExtension;
import io.mptstreams.streams.Samples;
import io.mptstreams.streams.metrics.ScorerMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A bank for each test, on an engine of its own, whose task "mood" is happy or sad. Register it as
 * a field of the instance.
 */
final class BankOnEngine implements BeforeEachCallback, AfterEachCallback {

  static final List<String> LABELS = List.of("happy", "sad");

  private final List<LedgerEntry> ledger = new CopyOnWriteArrayList<>();
  private final List<Long> kept = new CopyOnWriteArrayList<>();
  private final MiniLmExtension miniLm = new MiniLmExtension();
  private SharedPrompt prompt;
  private BatchingEngine engine;
  private TaskBank bank;

  @Override
  public void beforeEach(ExtensionContext context) {
    miniLm.beforeAll(context);
    prompt = miniLm.prompt();
    engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
    bank =
        new TaskBank(
            engine,
            () -> prompt,
            ledger::add,
            update -> kept.add(update.version()),
            new ScorerMetrics(new SimpleMeterRegistry()),
            3,
            "test",
            Clock.systemUTC());
  }

  TaskBank bank() {
    return bank;
  }

  BatchingEngine engine() {
    return engine;
  }

  /** Version 1. */
  SharedPrompt prompt() {
    return prompt;
  }

  /** The same numbers as version 2, which the bank has not seen. */
  SharedPrompt nextPrompt() {
    return prompt.withVersion(2);
  }

  List<LedgerEntry> ledger() {
    return ledger;
  }

  /** Versions that were given away to be kept. */
  List<Long> kept() {
    return kept;
  }

  /** Restores the task alone, which serves version 1 then. */
  void running() {
    bank.define("mood", Samples.mood("mood"));
    bank.restored();
    assertThat(answer("mood").taskVersion()).isEqualTo(1);
  }

  void apply(TaskUpdate update) {
    bank.update("mood", update, Instant.now());
  }

  TaskUpdate update(long version, long seed) {
    return Samples.update("mood", version, prompt, LABELS, seed);
  }

  ScoringResult answer(String task) {
    bank.serving(task);
    return engine.submit(new ScoringRequest(task, "what a day", Optional.empty())).join();
  }

  List<ErrorCode> refusals() {
    return ledger.stream()
        .filter(entry -> entry.kind() == LedgerKind.REFUSED)
        .map(entry -> entry.code().orElseThrow())
        .toList();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    bank.close();
    engine.close();
  }
}
