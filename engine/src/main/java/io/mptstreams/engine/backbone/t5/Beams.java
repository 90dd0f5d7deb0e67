package io.mptstreams.engine.backbone.t5;

import io.mptstreams.engine.backbone.GeneratedTokens;
import io.mptstreams.engine.backbone.GenerationSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The beams of one text: those that are being written and those that have ended. Scores are
 * log-probabilities divided by length^penalty, as in Wu et al. (2016) without its constant.
 *
 * <p>It is done when as many beams have ended as are kept and, at the present length, the best that
 * is under way is no better than the worst of them: transformers' rule without early stopping. It
 * can miss a longer beam that would have caught up by its length.
 */
final class Beams {

  /** A beam: its tokens without start and end, and the sum of their log-probabilities. */
  record Beam(List<Integer> tokens, double logProbability) {}

  /** A beam that goes on: which one it continues, and with what token. */
  record Continuation(int parent, int token) {}

  private record Ended(Beam beam, double score, boolean ended) {}

  private final GenerationSettings settings;
  private final int endToken;
  private final List<Ended> ended = new ArrayList<>();
  private List<Beam> live;

  Beams(GenerationSettings settings, int endToken) {
    this.settings = settings;
    this.endToken = endToken;
    live = new ArrayList<>();
    for (int i = 0; i < settings.beams(); i++) {
      // All beams start alike; only the first may be continued, or all would stay alike.
      live.add(new Beam(List.of(), i == 0 ? 0 : Double.NEGATIVE_INFINITY));
    }
  }

  List<Beam> live() {
    return live;
  }

  /**
   * Takes the next tokens.
   *
   * @param candidates 2 · beams of them, the best first, so that enough are left where half end
   * @param logProbabilities of the candidates with their beams
   * @return how the beams go on, one each; empty if this text is done
   */
  List<Continuation> advance(List<Continuation> candidates, double[] logProbabilities) {
    int length = live.get(0).tokens().size() + 1;
    List<Beam> next = new ArrayList<>();
    List<Continuation> continued = new ArrayList<>();
    for (int i = 0; i < candidates.size() && next.size() < settings.beams(); i++) {
      Continuation candidate = candidates.get(i);
      List<Integer> tokens = live.get(candidate.parent()).tokens();
      if (candidate.token() == endToken) {
        if (i < settings.beams() && Double.isFinite(logProbabilities[i])) {
          end(new Beam(tokens, logProbabilities[i]), length, true);
        }
      } else {
        List<Integer> longer = new ArrayList<>(tokens);
        longer.add(candidate.token());
        next.add(new Beam(longer, logProbabilities[i]));
        continued.add(candidate);
      }
    }
    live = next;
    double bestLive = score(live.get(0).logProbability(), length);
    boolean done =
        ended.size() >= settings.beams() && ended.get(ended.size() - 1).score() >= bestLive;
    return done ? List.of() : continued;
  }

  /** The best of all that has ended, and of what is under way where this was cut short. */
  GeneratedTokens best(boolean cut) {
    if (cut) {
      for (Beam beam : live) {
        if (Double.isFinite(beam.logProbability())) {
          end(beam, beam.tokens().size(), false);
        }
      }
    }
    Ended best = ended.get(0);
    return new GeneratedTokens(
        best.beam().tokens().stream().mapToInt(Integer::intValue).toArray(),
        best.beam().logProbability(),
        best.ended());
  }

  private void end(Beam beam, int length, boolean byItself) {
    ended.add(new Ended(beam, score(beam.logProbability(), length), byItself));
    ended.sort(Comparator.comparingDouble(Ended::score).reversed());
    if (ended.size() > settings.beams()) {
      ended.remove(ended.size() - 1);
    }
  }

  private double score(double logProbability, int length) {
    return logProbability / Math.pow(length, settings.lengthPenalty());
  }
}
