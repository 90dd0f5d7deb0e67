package io.mptstreams.engine.tuning.ablation;

import io.mptstreams.engine.tuning.source.SourceSettings;
import io.mptstreams.engine.tuning.source.SourceSettings.Distillation;
import io.mptstreams.engine.tuning.source.SourceSettings.Part;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What variants change about source training.
 *
 * @param length prompt vectors wherever vectors stand
 * @param rank of the source tasks' factors
 */
record Recipe(int length, int rank, Distillation distillation, Set<Part> without) {

  static Recipe of(SourceSettings base) {
    return new Recipe(base.promptLength(), base.rank(), base.distillation(), base.without());
  }

  Recipe withLength(int other) {
    return new Recipe(other, rank, distillation, without);
  }

  Recipe withRank(int other) {
    return new Recipe(length, other, distillation, without);
  }

  Recipe withWeights(float logits, float hidden) {
    return new Recipe(
        length, rank, new Distillation(logits, hidden, distillation.temperature()), without);
  }

  Recipe without(Part part) {
    return new Recipe(length, rank, distillation, Set.of(part));
  }

  /** Teachers that nobody listens to are not trained. */
  SourceSettings applyTo(SourceSettings base, Path output) {
    SourceSettings changed =
        new SourceSettings(
            base.data(),
            base.tasks(),
            output,
            Optional.of(Path.of(output + ".checkpoint")),
            length,
            rank,
            base.maxTokens(),
            base.validationRows(),
            base.seed(),
            base.budget(),
            base.student(),
            base.teachers(),
            distillation,
            without,
            base.command());
    boolean heard = distillation.logits() > 0 || distillation.hidden() > 0;
    return heard ? changed : changed.withoutTeachers();
  }
}
