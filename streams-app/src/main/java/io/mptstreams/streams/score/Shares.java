package io.mptstreams.streams.score;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Which events fall into a share: by hash of the id, so that a replay decides alike. */
final class Shares {

  private static final int SLICES = 10_000;

  private Shares() {}

  /**
   * @param share 0 to 1
   */
  static boolean falls(String eventId, float share) {
    if (share <= 0) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(eventId.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() % SLICES < share * SLICES;
  }
}
