package io.mptstreams.trainer.guard;

import io.mptstreams.engine.readout.Softmax;
import io.mptstreams.trainer.gate.HeldOut;
import io.mptstreams.trainer.gate.HeldOutText;
import io.mptstreams.trainer.gate.SignTest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares the serving version with its predecessor on labels that came after the promotion: both
 * answer the same examples and neither has seen one of them, which needs far fewer examples than
 * two accuracies of different weeks. Pure.
 */
public record LiveGuard(GuardSettings settings) {

  /**
   * A reason to roll back.
   *
   * @param since examples labelled since the promotion; the predecessor in the champion's place,
   *     the serving version in the challenger's
   */
  public Optional<String> judge(List<HeldOut> since) {
    int wins = 0;
    int losses = 0;
    for (HeldOut e : since) {
      boolean old = Softmax.argMax(e.champion()) == e.label();
      boolean serving = Softmax.argMax(e.challenger()) == e.label();
      wins += serving && !old ? 1 : 0;
      losses += old && !serving ? 1 : 0;
    }
    double lost = (losses - wins) / (double) Math.max(1, since.size());
    if (since.size() < settings.minExamples()
        || lost <= settings.bound()
        || SignTest.atLeast(losses, wins) > settings.level()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%.1f points behind its predecessor on %d examples labelled since the promotion",
            100 * lost,
            since.size()));
  }

  /**
   * The same for a task that writes: by which of the two finds more of the reference texts
   * likelier.
   */
  public Optional<String> judgeTexts(List<HeldOutText> since) {
    int wins = (int) since.stream().filter(e -> e.gain() > 0).count();
    int losses = (int) since.stream().filter(e -> e.gain() < 0).count();
    double mean = since.stream().mapToDouble(HeldOutText::gain).average().orElse(0);
    if (since.size() < settings.minExamples()
        || mean >= 0
        || SignTest.atLeast(losses, wins) > settings.level()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%.3f nats a token behind its predecessor on %d reference texts since the promotion",
            -mean,
            since.size()));
  }
}
