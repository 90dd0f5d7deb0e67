package io.mptstreams.streams;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Runs an action once all global stores have been restored, on the global thread and so before any
 * stream thread sees an event.
 */
final class RestoreBarrier implements StateRestoreListener {

  private final Set<String> awaited;
  private final Runnable whole;

  RestoreBarrier(Set<String> stores, Runnable whole) {
    this.awaited = new HashSet<>(stores);
    this.whole = whole;
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    // Only the end matters.
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long offset, long count) {
    // Only the end matters.
  }

  @Override
  public synchronized void onRestoreEnd(TopicPartition partition, String store, long total) {
    if (awaited.remove(store) && awaited.isEmpty()) {
      whole.run();
    }
  }
}
