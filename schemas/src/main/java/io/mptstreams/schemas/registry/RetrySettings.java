package io.mptstreams.schemas.registry;

import java.time.Duration;

/**
 * How often and how patiently a registry is asked again.
 *
 * @param retries after the first attempt
 * @param firstWait before the first retry; doubled for each further one
 * @param longestWait bound of the doubling
 */
public record RetrySettings(int retries, Duration firstWait, Duration longestWait) {

  /** Wait before a retry, counted from 0; between half and all of it is to be drawn at random. */
  Duration wait(int retry) {
    long millis = firstWait.toMillis() << Math.min(retry, 20);
    return millis < 0 || millis > longestWait.toMillis() ? longestWait : Duration.ofMillis(millis);
  }
}
