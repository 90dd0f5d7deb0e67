package io.mptstreams.engine.backbone.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.GeneratedTokens;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.t5.Beams.Beam;
import io.mptstreams.engine.backbone.t5.Beams.Continuation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Beam search for all rows of a batch at once; a row that is done leaves the batch. Only the best 2
 * · beams candidates of a row leave the device at each step.
 */
final class BeamSearch {

  private final int startToken;
  private final int endToken;

  BeamSearch(int startToken, int endToken) {
    this.startToken = startToken;
    this.endToken = endToken;
  }

  /** The best candidates of each row, and their log-probabilities with those of their beams. */
  private record Candidates(long[] indices, float[] logProbabilities, int count, int vocabulary) {}

  List<GeneratedTokens> run(
      NDManager manager, DecoderSession session, int rows, GenerationSettings settings) {
    int width = settings.beams();
    List<Beams> all =
        IntStream.range(0, rows).mapToObj(i -> new Beams(settings, endToken)).toList();
    GeneratedTokens[] results = new GeneratedTokens[rows];
    int[] live = IntStream.range(0, rows).toArray();
    long[] tokens = new long[rows * width];
    Arrays.fill(tokens, startToken);
    for (int step = 0; step < settings.maxNewTokens() && live.length > 0; step++) {
      Candidates candidates = candidates(manager, session, all, live, tokens, width);
      List<Integer> states = new ArrayList<>();
      List<Integer> parents = new ArrayList<>();
      List<Long> next = new ArrayList<>();
      for (int i = 0; i < live.length; i++) {
        List<Continuation> continued = advance(all.get(live[i]), candidates, i);
        if (continued.isEmpty()) {
          results[live[i]] = all.get(live[i]).best(false);
          continue;
        }
        states.add(i);
        for (Continuation beam : continued) {
          parents.add(i * width + beam.parent());
          next.add((long) beam.token());
        }
      }
      if (!states.isEmpty()) {
        session.select(ints(parents), ints(states));
      }
      int[] before = live;
      live = states.stream().mapToInt(i -> before[i]).toArray();
      tokens = next.stream().mapToLong(Long::longValue).toArray();
    }
    for (int row : live) {
      results[row] = all.get(row).best(true);
    }
    return Arrays.asList(results);
  }

  private static Candidates candidates(
      NDManager manager,
      DecoderSession session,
      List<Beams> all,
      int[] live,
      long[] tokens,
      int width) {
    float[] before = new float[tokens.length];
    for (int i = 0; i < live.length; i++) {
      List<Beam> beams = all.get(live[i]).live();
      for (int b = 0; b < width; b++) {
        before[i * width + b] = (float) beams.get(b).logProbability();
      }
    }
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray logits = session.next(manager.create(tokens));
      long vocabulary = logits.getShape().get(1);
      NDArray scores =
          logits
              .logSoftmax(-1)
              .add(manager.create(before, new Shape(tokens.length, 1)))
              .reshape(live.length, width * vocabulary);
      int count = (int) Math.min(2L * width, width * vocabulary);
      NDList best = scores.topK(count, 1, true, true);
      return new Candidates(
          best.get(1).toLongArray(), best.get(0).toFloatArray(), count, (int) vocabulary);
    }
  }

  private static List<Continuation> advance(Beams beams, Candidates candidates, int row) {
    int count = candidates.count();
    List<Continuation> continuations = new ArrayList<>(count);
    double[] logs = new double[count];
    for (int i = 0; i < count; i++) {
      long index = candidates.indices()[row * count + i];
      continuations.add(
          new Continuation(
              (int) (index / candidates.vocabulary()), (int) (index % candidates.vocabulary())));
      logs[i] = candidates.logProbabilities()[row * count + i];
    }
    return beams.advance(continuations, logs);
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
