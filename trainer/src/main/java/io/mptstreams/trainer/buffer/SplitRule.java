package io.mptstreams.trainer.buffer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which events only validate: decided by a hash of the event id alone, so that every trainer, every
 * restart and every relabel decides the same.
 *
 * @param share part of the events that validates
 */
public record SplitRule(double share) {

  /** Whether the event is kept out of training. */
  public boolean validates(String eventId) {
    return fraction(eventId) < share;
  }

  /** A number in [0, 1) that is spread evenly over ids, from the first 32 bits of their SHA-256. */
  private static double fraction(String eventId) {
    byte[] digest = sha256().digest(eventId.getBytes(StandardCharsets.UTF_8));
    long bits =
        (digest[0] & 0xffL) << 24
            | (digest[1] & 0xffL) << 16
            | (digest[2] & 0xffL) << 8
            | (digest[3] & 0xffL);
    return bits / 4294967296.0;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
