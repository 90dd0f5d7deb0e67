package io.mptstreams.trainer.replay;

import io.mptstreams.schemas.record.TaskDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Which events get a label, which label, and from whom. Belongs to one thread. */
final class LabelDraw {

  private static final int HONEST_SOURCES = 3;

  /** A label as a source gives it. */
  record Given(String label, String source) {}

  private final ReplaySettings settings;
  private final Map<String, TaskDefinition> tasks;
  private final Random random;

  LabelDraw(ReplaySettings settings, Map<String, TaskDefinition> tasks) {
    this.settings = settings;
    this.tasks = tasks;
    this.random = new Random(settings.seed());
  }

  /** Draws the same numbers for every event, so that noise does not change who gets a label. */
  Optional<Given> of(ReplayEvent event) {
    double given = random.nextDouble();
    double hostile = random.nextDouble();
    double flipped = random.nextDouble();
    int source = random.nextInt(HONEST_SOURCES);
    int other = random.nextInt(1 << 20);
    double drawn = random.nextDouble();
    if (given >= settings.feedback()) {
      return Optional.empty();
    }
    if (hostile < settings.hostile()) {
      return Optional.of(new Given(wrong(event, other), "hostile"));
    }
    if (drawn < settings.random()) {
      List<String> all = tasks.get(event.task()).labelNames();
      return Optional.of(new Given(all.get(other % all.size()), "annotator-" + (source + 1)));
    }
    String label = flipped < settings.flipped() ? wrong(event, other) : event.label();
    return Optional.of(new Given(label, "annotator-" + (source + 1)));
  }

  private String wrong(ReplayEvent event, int other) {
    List<String> labels =
        tasks.get(event.task()).labelNames().stream()
            .filter(label -> !label.equals(event.label()))
            .toList();
    return labels.get(other % labels.size());
  }
}
