package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sentence vectors that were made before: a task looks at the same examples again and again, and
 * behind the same prompt a text has the same vector. The least recently used go first.
 *
 * <p>Belongs to the thread that learns.
 */
public final class FeatureStore {

  private record Key(long sharedVersion, Factors factors, String text, Optional<String> pair) {}

  /** U and V by content. */
  private record Factors(float[] u, float[] v) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Factors f && Arrays.equals(u, f.u) && Arrays.equals(v, f.v);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(u) + Arrays.hashCode(v);
    }
  }

  private final TextVectors embedder;
  private final Map<Key, float[]> vectors;

  public FeatureStore(TextVectors embedder, int capacity) {
    this.embedder = embedder;
    this.vectors =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, float[]> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Puts in what was made elsewhere; what is there already stays. */
  public void put(
      SharedPrompt shared,
      TaskParameters task,
      String text,
      Optional<String> pair,
      float[] vector) {
    vectors.putIfAbsent(
        new Key(shared.version(), new Factors(task.u(), task.v()), text, pair), vector);
  }

  /** The vector [d] of a text behind a task's prompt; nobody changes it. */
  public float[] vector(
      SharedPrompt shared, TaskParameters task, String text, Optional<String> pair) {
    Key key = new Key(shared.version(), new Factors(task.u(), task.v()), text, pair);
    float[] known = vectors.get(key);
    if (known != null) {
      return known;
    }
    float[] made = embedder.embed(shared, task, text, pair);
    vectors.put(key, made);
    return made;
  }
}
