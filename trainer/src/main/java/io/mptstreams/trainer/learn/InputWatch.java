package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.trainer.adapt.FeatureStore;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.drift.InputDrift;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at the texts of a task's newest examples, behind the prompt of its start, which stays while
 * the task learns. Only as many as the buffer never evicts: among older ones the frequent labels
 * are thinned out, which would look like a change.
 */
public final class InputWatch {

  private final FeatureStore features;
  private final InputDrift drift;
  private final int newest;

  public InputWatch(FeatureStore features, InputDrift drift, int newest) {
    this.features = features;
    this.drift = drift;
    this.newest = newest;
  }

  /** A change, and the position from which on the texts are others. */
  record Shift(String reason, long position) {}

  /** The last change that the job does not know yet. */
  Optional<Shift> look(LearningJob job, TaskParameters start) {
    List<HeldExample> examples =
        Stream.concat(job.training().stream(), job.validation().stream())
            .sorted(Comparator.comparingLong(HeldExample::position))
            .toList();
    List<HeldExample> watched =
        examples.subList(Math.max(0, examples.size() - newest), examples.size()).stream()
            .filter(e -> e.position() >= job.inputChange().orElse(0))
            .toList();
    return drift
        .of(
            watched.stream()
                .map(
                    e ->
                        features.vector(
                            job.shared(), start, e.example().text(), e.example().textPair()))
                .toList())
        .map(shift -> new Shift(shift.reason(), watched.get(shift.at()).position()));
  }
}
