package io.mptstreams.engine.tuning.compare;

/** Accuracy and macro F1 of predicted labels. */
final class Scores {

  private Scores() {}

  static double accuracy(int[] predicted, int[] actual) {
    int right = 0;
    for (int i = 0; i < actual.length; i++) {
      if (predicted[i] == actual[i]) {
        right++;
      }
    }
    return (double) right / actual.length;
  }

  /** Mean F1 over the labels that occur among the actual ones. */
  static double macroF1(int[] predicted, int[] actual, int labels) {
    int[] hits = new int[labels];
    int[] said = new int[labels];
    int[] there = new int[labels];
    for (int i = 0; i < actual.length; i++) {
      said[predicted[i]]++;
      there[actual[i]]++;
      if (predicted[i] == actual[i]) {
        hits[actual[i]]++;
      }
    }
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < labels; c++) {
      if (there[c] > 0) {
        occurring++;
        sum += 2.0 * hits[c] / (said[c] + there[c]);
      }
    }
    return sum / occurring;
  }
}
