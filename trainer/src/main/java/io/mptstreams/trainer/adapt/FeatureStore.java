package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sentence vectors that were made before: a task looks at the same examples again and again, and
 * behind the same prompt a text has the same vector. The least recently used go first, when there
 * are more of them or their texts are longer than the memory set aside for them.
 *
 * <p>Belongs to the thread that learns.
 */
public final class FeatureStore {

  /** Two bytes each: 2 KiB for the texts of a vector, a little more than the vector itself. */
  private static final long CHARS_A_VECTOR = 1024;

  private record Key(long sharedVersion, Factors factors, String text, Optional<String> pair) {

    int chars() {
      return text.length() + pair.map(String::length).orElse(0);
    }
  }

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
  private final int capacity;
  private final Map<Key, float[]> vectors = new LinkedHashMap<>(16, 0.75f, true);
  private long chars;

  /**
   * @param capacity most vectors; their texts have at most 1,024 characters each, on average
   */
  public FeatureStore(TextVectors embedder, int capacity) {
    this.embedder = embedder;
    this.capacity = capacity;
  }

  /** Puts in what was made elsewhere; what is there already stays. */
  public void put(
      SharedPrompt shared,
      TaskParameters task,
      String text,
      Optional<String> pair,
      float[] vector) {
    Key key = new Key(shared.version(), new Factors(task.u(), task.v()), text, pair);
    if (vectors.get(key) == null) {
      keep(key, vector);
    }
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
    keep(key, made);
    return made;
  }

  private void keep(Key key, float[] vector) {
    vectors.put(key, vector);
    chars += key.chars();
    Iterator<Key> eldest = vectors.keySet().iterator();
    while (vectors.size() > capacity || chars > CHARS_A_VECTOR * capacity) {
      chars -= eldest.next().chars();
      eldest.remove();
    }
  }
}
