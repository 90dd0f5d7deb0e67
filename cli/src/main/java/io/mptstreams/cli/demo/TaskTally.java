package io.mptstreams.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** How one task fares. Belongs to the demo's thread. */
final class TaskTally {

  private static final int RECENT = 50;

  private final List<EventOutcome> outcomes = new ArrayList<>();
  private long version = 1;
  private int feedback;

  void sent(EventOutcome outcome) {
    outcomes.add(outcome);
  }

  void labelled() {
    feedback++;
  }

  void published(long newVersion) {
    version = Math.max(version, newVersion);
  }

  int feedback() {
    return feedback;
  }

  /** The newest version there is. */
  long version() {
    return version;
  }

  int events() {
    return outcomes.size();
  }

  double accuracyFirstThird() {
    List<EventOutcome> judged = judged();
    return accuracy(judged.subList(0, third(judged)));
  }

  double accuracyLastThird() {
    List<EventOutcome> judged = judged();
    return accuracy(judged.subList(judged.size() - third(judged), judged.size()));
  }

  /** Of the last 50 events that were predicted. */
  double recentAccuracy() {
    List<EventOutcome> predicted = outcomes.stream().filter(EventOutcome::isPredicted).toList();
    return accuracy(predicted.subList(Math.max(0, predicted.size() - RECENT), predicted.size()));
  }

  /** Not those that were refused: no version was asked about them. */
  private List<EventOutcome> judged() {
    return outcomes.stream().filter(outcome -> !outcome.isRefused()).toList();
  }

  private static int third(List<EventOutcome> some) {
    return (some.size() + 2) / 3;
  }

  /** An event without a prediction counts as wrong. */
  private static double accuracy(List<EventOutcome> some) {
    return some.isEmpty()
        ? 0
        : some.stream().filter(EventOutcome::isRight).count() / (double) some.size();
  }
}
