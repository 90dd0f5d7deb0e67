package io.mptstreams.cli.kafka;

/**
 * How an interrupted thread closes a Kafka client like any other: the client would log stack traces
 * about what it could not close, before the one line with which a command ends that a signal came
 * to.
 */
public final class OrderlyClose {

  private OrderlyClose() {}

  /** Closes; a thread that was interrupted stays so. */
  public static void run(Runnable close) {
    boolean interrupted = Thread.interrupted();
    try {
      close.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
