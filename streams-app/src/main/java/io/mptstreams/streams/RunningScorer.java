package io.mptstreams.streams;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mptstreams.engine.scoring.EngineStatus;
import io.mptstreams.engine.scoring.ScoringEngine;
import io.mptstreams.streams.ops.ScorerView;
import io.mptstreams.streams.reload.TaskBank;
import io.mptstreams.streams.reload.TaskStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/** A scorer's state for probes and people. */
final class RunningScorer implements ScorerView {

  private final KafkaStreams streams;
  private final ScoringEngine engine;
  private final TaskBank bank;
  private final PrometheusMeterRegistry registry;
  private final ScorerSettings settings;
  private final String instance;
  private volatile boolean started;

  RunningScorer(
      KafkaStreams streams,
      ScoringEngine engine,
      TaskBank bank,
      PrometheusMeterRegistry registry,
      ScorerSettings settings,
      String instance) {
    this.streams = streams;
    this.engine = engine;
    this.bank = bank;
    this.registry = registry;
    this.settings = settings;
    this.instance = instance;
  }

  /** To be told of every change of Streams' state. */
  void changed(State now) {
    started |= now == State.RUNNING;
  }

  @Override
  public boolean live() {
    State state = streams.state();
    EngineStatus status = engine.status();
    long stalled = 2 * settings.engine().deadline().toNanos();
    return status.alive()
        && status.currentBatchNanos() < stalled
        && (state == State.CREATED || state.isRunningOrRebalancing());
  }

  @Override
  public boolean ready() {
    return streams.state() == State.RUNNING && bank.isWhole() && live();
  }

  @Override
  public boolean started() {
    return started;
  }

  @Override
  public Map<String, Object> info() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("application", settings.stream().applicationId());
    info.put("instance", instance);
    info.put("state", streams.state().name());
    info.put("guarantee", settings.stream().guarantee());
    info.put("threads", settings.stream().threads());
    info.put("backbone", engine.backbone());
    info.put("sharedPrompts", bank.sharedPrompts());
    info.put("engine", engine.status());
    return info;
  }

  @Override
  public List<TaskStatus> tasks() {
    return bank.status();
  }

  @Override
  public String metrics() {
    return registry.scrape();
  }
}
