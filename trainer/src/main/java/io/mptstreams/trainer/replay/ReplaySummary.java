package io.mptstreams.trainer.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What several draws come to.
 *
 * @param accuracy of each line, mean over tasks and draws
 * @param gain of the adaptive line over each other
 * @param noise accuracy of the adaptive line where labels are bad, by what is wrong with them
 * @param checks the figures that were promised
 */
public record ReplaySummary(
    Map<String, Double> accuracy,
    Map<String, Double> gain,
    Map<String, Double> noise,
    List<ReplayCheck> checks,
    List<ReplayResult> draws) {

  private static final String ADAPTIVE = "adaptive";
  private static final String ZERO_SHOT = "zero_shot";
  private static final String RANDOM = "random";
  private static final double POINTS = 100;

  /** Points by which the adaptive line should lie over a rival. */
  private static final Map<String, Integer> GOALS =
      new TreeMap<>(Map.of("static", 5, "online_probe", 0));

  /**
   * @param clean one result a draw
   * @param noisy the same draws with bad labels, by what is wrong with them
   */
  public static ReplaySummary of(List<ReplayResult> clean, Map<String, List<ReplayResult>> noisy) {
    Map<String, Double> accuracy = new TreeMap<>();
    for (String line : clean.get(0).accuracy().keySet()) {
      accuracy.put(line, mean(clean, draw -> draw.accuracy().get(line)));
    }
    Map<String, Double> gain = new TreeMap<>();
    accuracy.forEach((line, a) -> gain.put(line, accuracy.get(ADAPTIVE) - a));
    gain.remove(ADAPTIVE);
    Map<String, Double> noise = new LinkedHashMap<>();
    noisy.forEach((kind, draws) -> noise.put(kind, mean(draws, d -> d.accuracy().get(ADAPTIVE))));
    List<ReplayCheck> checks = new ArrayList<>();
    GOALS.forEach(
        (line, goal) ->
            Optional.ofNullable(gain.get(line))
                .ifPresent(g -> checks.add(atLeast("points over " + line, g, goal))));
    for (Recovery r : clean.get(0).recoveries()) {
      checks.add(
          ReplayCheck.atMost(
              "points behind the new part alone, " + r.change().task(),
              POINTS * mean(clean, draw -> behind(draw, r.change())),
              3));
    }
    checks.add(
        ReplayCheck.atMost(
            "answers that another task's update moved",
            clean.stream().mapToInt(ReplayResult::movedAnswers).sum(),
            0));
    noise.forEach(
        (kind, a) ->
            checks.add(
                kind.equals(RANDOM)
                    ? ReplayCheck.atMost(
                        "points under zero-shot by random labels, worst task",
                        POINTS * worst(noisy.get(kind)),
                        0)
                    : ReplayCheck.atMost(
                        "points lost by " + kind + " labels",
                        POINTS * (accuracy.get(ADAPTIVE) - a),
                        3)));
    return new ReplaySummary(accuracy, gain, noise, checks, clean);
  }

  private static ReplayCheck atLeast(String name, double gain, double goal) {
    return ReplayCheck.atLeast(name, POINTS * gain, goal);
  }

  private static double mean(List<ReplayResult> draws, ToDoubleFunction<ReplayResult> figure) {
    return draws.stream().mapToDouble(figure).average().orElse(0);
  }

  private static double behind(ReplayResult draw, ReplayChange change) {
    Predicate<Recovery> same = r -> r.change().equals(change);
    Recovery r = draw.recoveries().stream().filter(same).findFirst().orElseThrow();
    return r.newPartAlone() - r.adaptive();
  }

  /** The most that a task loses against its start, over the mean of the draws. */
  private static double worst(List<ReplayResult> draws) {
    return draws.get(0).tasks().keySet().stream()
        .mapToDouble(
            task ->
                mean(
                    draws,
                    d ->
                        d.tasks().get(task).accuracy().get(ZERO_SHOT)
                            - d.tasks().get(task).accuracy().get(ADAPTIVE)))
        .max()
        .orElse(0);
  }
}
