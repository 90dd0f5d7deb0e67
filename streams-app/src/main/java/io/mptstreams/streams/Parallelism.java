package io.mptstreams.streams;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;

/**
 * How the processors are shared out. Two batches on a thread each score more events a second than
 * one batch on two threads, a fifth more in large batches and a half more in small ones: nothing is
 * waited for at the end of each product, and what else runs on the machine holds up one batch and
 * not both halves of it.
 *
 * @param workers batches at the same time
 * @param threads intra-op threads of each; 0 leaves them to the runtime
 */
record Parallelism(int workers, int threads) {

  /** Beyond, a single event would wait too long for its one thread. */
  private static final int MOST_WORKERS = 4;

  /**
   * Reads {@code scoring.workers} and {@code backbone.threads}; what is 0 or missing is chosen so
   * that together they fill the processors. On a GPU that is asked for by name one batch does.
   */
  static Parallelism from(ConfigValues values, int processors) {
    int workers = atLeastZero(values, "scoring.workers");
    int threads = atLeastZero(values, "backbone.threads");
    if (workers == 0) {
      boolean gpu = values.string("backbone.device", "auto").startsWith("gpu");
      int fitting = threads == 0 ? Math.min(processors, MOST_WORKERS) : processors / threads;
      workers = gpu ? 1 : Math.max(1, fitting);
    }
    if (threads == 0 && workers > 1) {
      threads = Math.max(1, processors / workers);
    }
    return new Parallelism(workers, threads);
  }

  private static int atLeastZero(ConfigValues values, String key) {
    int value = values.integer(key, 0);
    if (value < 0) {
      throw new ConfigException(key, Integer.toString(value), "must be at least 0");
    }
    return value;
  }
}
