package io.mptstreams.trainer;

import java.util.List;

/** Every metric of the trainer: what the reference page and the dashboard are checked against. */
public enum TrainerMetric {
  EXAMPLES("mpt.trainer.examples", "examples", Type.COUNTER, List.of(), "examples taken in"),
  REJECTED(
      "mpt.trainer.rejected",
      "records",
      Type.COUNTER,
      List.of("topic", "code"),
      "records passed over because they cannot be read"),
  LOOKS(
      "mpt.trainer.look",
      "seconds",
      Type.TIMER,
      List.of("trigger"),
      "looks at tasks, and how long they took"),
  DECISIONS(
      "mpt.trainer.decisions",
      "decisions",
      Type.COUNTER,
      List.of("kind"),
      "ledger entries written");

  /** What kind of meter it is. */
  public enum Type {
    COUNTER,
    TIMER
  }

  private final String meter;
  private final String unit;
  private final Type type;
  private final List<String> tags;
  private final String help;

  TrainerMetric(String meter, String unit, Type type, List<String> tags, String help) {
    this.meter = meter;
    this.unit = unit;
    this.type = type;
    this.tags = tags;
    this.help = help;
  }

  /** Name in Micrometer's spelling. */
  public String meter() {
    return meter;
  }

  public String unit() {
    return unit;
  }

  public Type type() {
    return type;
  }

  /** Names of its tags. */
  public List<String> tags() {
    return tags;
  }

  /** One line for people. */
  public String help() {
    return help;
  }
}
