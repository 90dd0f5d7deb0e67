package io.mptstreams.streams.metrics;

/** Every meter of the scorer, as dashboards and alerts know it. */
public enum ScorerMeter {
  PREDICTIONS("mpt.predictions", Kind.COUNTER, "events", "Predictions forwarded.", "task"),
  ABSTENTIONS(
      "mpt.abstentions", Kind.COUNTER, "events", "Predictions under their threshold.", "task"),
  SHADOWED("mpt.shadow.predictions", Kind.COUNTER, "events", "Predictions of candidates.", "task"),
  DEAD_LETTERS("mpt.dead.letters", Kind.COUNTER, "records", "Inputs refused.", "code"),
  PREFETCHED("mpt.prefetch.events", Kind.COUNTER, "events", "Events submitted with their poll."),
  SUBMITTED_ALONE(
      "mpt.prefetch.missed", Kind.COUNTER, "events", "Events that process() had to submit."),
  ANSWER_WAIT(
      "mpt.answer.wait",
      Kind.TIMER,
      "seconds",
      "process() waiting for an answer that was not there."),
  RETRIES("mpt.answer.retries", Kind.COUNTER, "events", "Events that were scored again alone."),
  RELOADS("mpt.reloads", Kind.COUNTER, "updates", "Updates by outcome.", "outcome"),
  RELOAD_DELAY(
      "mpt.reload.delay", Kind.TIMER, "seconds", "From an update's timestamp to its first batch."),
  RELOAD_SWITCH(
      "mpt.reload.switch", Kind.TIMER, "seconds", "Time of an engine thread on a switch."),
  COLD_STARTS("mpt.cold.starts", Kind.COUNTER, "tasks", "Starts made from label phrases."),
  FEEDBACK("mpt.feedback", Kind.COUNTER, "records", "Feedback by outcome.", "outcome"),
  LEDGER_FAILURES(
      "mpt.ledger.failures",
      Kind.COUNTER,
      "records",
      "Ledger entries and kept versions that were not written."),
  ENGINE_QUEUE("mpt.engine.queue", Kind.GAUGE, "requests", "Requests waiting for the engine."),
  ENGINE_TASKS("mpt.engine.tasks", Kind.GAUGE, "tasks", "Tasks resident in the engine."),
  ENGINE_EVENTS("mpt.engine.events", Kind.GAUGE, "requests", "Requests answered since the start."),
  ENGINE_BATCHES("mpt.engine.batches", Kind.GAUGE, "batches", "Batches run since the start."),
  ENGINE_STALL(
      "mpt.engine.batch.age", Kind.GAUGE, "seconds", "For how long the present batch runs."),
  TASKS("mpt.tasks", Kind.GAUGE, "tasks", "Tasks defined.");

  /** What a meter measures with. */
  public enum Kind {
    COUNTER,
    TIMER,
    GAUGE
  }

  private final String meterName;
  private final Kind kind;
  private final String unit;
  private final String help;
  private final String tag;

  ScorerMeter(String meterName, Kind kind, String unit, String help) {
    this(meterName, kind, unit, help, "");
  }

  ScorerMeter(String meterName, Kind kind, String unit, String help, String tag) {
    this.meterName = meterName;
    this.kind = kind;
    this.unit = unit;
    this.help = help;
    this.tag = tag;
  }

  /** In Micrometer's dotted spelling. */
  public String meterName() {
    return meterName;
  }

  public Kind kind() {
    return kind;
  }

  public String unit() {
    return unit;
  }

  /** One line for people. */
  public String help() {
    return help;
  }

  /** The one tag's key; empty without a tag. */
  public String tag() {
    return tag;
  }
}
