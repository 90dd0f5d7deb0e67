package io.mptstreams.trainer.replay;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Whether a task answers with the same bits as long as its version is the same, whatever is
 * published for others. One event a task is answered anew, past every cache. Belongs to one thread.
 */
final class BitCheck {

  /** Publications between two checks. */
  private static final int EVERY = 8;

  private record Probe(ReplayEvent event, long version, float[] logits) {}

  private final BiFunction<ReplayEvent, TaskParameters, float[]> embed;
  private final Map<String, Probe> probes = new HashMap<>();
  private int publications;
  private int checked;
  private int moved;

  /**
   * @param embed sentence vector of an event behind a task's prompt, made anew
   */
  BitCheck(BiFunction<ReplayEvent, TaskParameters, float[]> embed) {
    this.embed = embed;
  }

  /** A version answers an event; the first event of each is remembered. */
  void answered(ReplayEvent event, TaskParameters parameters, long version) {
    Probe probe = probes.get(event.task());
    if (probe == null || probe.version() != version) {
      float[] logits = logits(event, parameters);
      probes.put(event.task(), new Probe(event, version, logits));
    }
  }

  /** A task answers otherwise from here on under the same version: its labels are others. */
  void forget(String task) {
    probes.remove(task);
  }

  /** Something was published. */
  boolean due() {
    return ++publications % EVERY == 0;
  }

  /** A task as it serves now. */
  void check(String task, TaskParameters parameters, long version) {
    Probe probe = probes.get(task);
    if (probe != null && probe.version() == version) {
      checked++;
      moved += Arrays.equals(probe.logits(), logits(probe.event(), parameters)) ? 0 : 1;
    }
  }

  int checked() {
    return checked;
  }

  int moved() {
    return moved;
  }

  private float[] logits(ReplayEvent event, TaskParameters parameters) {
    return new LinearReadout(parameters).logits(embed.apply(event, parameters));
  }
}
