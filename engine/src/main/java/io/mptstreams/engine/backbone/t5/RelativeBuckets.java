package io.mptstreams.engine.backbone.t5;

/**
 * T5's buckets of relative positions (Raffel et al., JMLR 2020, section 2.1): near distances have a
 * bucket each, far ones share logarithmically growing buckets.
 *
 * @param count buckets in all; an encoder uses half for the keys after the query
 * @param maxDistance from here on everything is in the last bucket
 */
public record RelativeBuckets(int count, int maxDistance) {

  /** Buckets of an encoder's self-attention, row-major [length, length]. */
  long[] bidirectional(int length) {
    long[] buckets = new long[length * length];
    for (int query = 0; query < length; query++) {
      for (int key = 0; key < length; key++) {
        int half = count / 2;
        buckets[query * length + key] =
            (key > query ? half : 0) + bucket(Math.abs(key - query), half);
      }
    }
    return buckets;
  }

  /** Buckets of a decoder's query at {@code position} for the keys 0 to {@code position}. */
  long[] causal(int position) {
    long[] buckets = new long[position + 1];
    for (int key = 0; key <= position; key++) {
      buckets[key] = bucket(position - key, count);
    }
    return buckets;
  }

  /** In float32 like the reference, so that a distance on a boundary falls on the same side. */
  private int bucket(int distance, int available) {
    int exact = available / 2;
    if (distance < exact) {
      return distance;
    }
    float log = (float) Math.log((float) distance / exact);
    float span = (float) Math.log((double) maxDistance / exact);
    int far = exact + (int) (log / span * (available - exact));
    return Math.min(far, available - 1);
  }
}
