package io.mptstreams.cli.demo;

import io.mptstreams.schemas.record.Prediction;

/** What became of one event. Mutable; belongs to the demo's thread. */
final class EventOutcome {

  private final DemoEvent event;
  private final long sentAtNanos;
  private Prediction prediction;
  private int predictions;
  private boolean refused;

  EventOutcome(DemoEvent event, long sentAtNanos) {
    this.event = event;
    this.sentAtNanos = sentAtNanos;
  }

  DemoEvent event() {
    return event;
  }

  long sentAtNanos() {
    return sentAtNanos;
  }

  /** The first prediction counts; the others are duplicates. */
  void predicted(Prediction made) {
    if (predictions == 0) {
      prediction = made;
    }
    predictions++;
  }

  /** It became a dead letter. */
  void refuse() {
    refused = true;
  }

  boolean isRefused() {
    return refused;
  }

  boolean isPredicted() {
    return predictions > 0;
  }

  int duplicates() {
    return Math.max(0, predictions - 1);
  }

  boolean isRight() {
    return isPredicted() && prediction.label().filter(event.label()::equals).isPresent();
  }
}
