package io.mptstreams.engine.tuning.source;

/** How good a student is on the held-out rows, every source task counting the same. */
final class MacroValidation {

  private final Objective objective;

  MacroValidation(Objective objective) {
    this.objective = objective;
  }

  /** 0 to 1. */
  double accuracy(StudentState state) {
    double sum = 0;
    int tasks = objective.data().tasks().size();
    for (int k = 0; k < tasks; k++) {
      sum += objective.validate(state, k);
    }
    return sum / tasks;
  }
}
