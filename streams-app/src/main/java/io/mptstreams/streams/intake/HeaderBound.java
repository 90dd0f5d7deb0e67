package io.mptstreams.streams.intake;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** How much a record's headers may hold: they go on with everything that comes of the record. */
public final class HeaderBound {

  private static final int MOST_BYTES = 65_536;

  private HeaderBound() {}

  /**
   * Counts keys and values.
   *
   * @throws RecordRejectedException with RECORD_TOO_LARGE
   */
  public static void check(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += header.key().getBytes(StandardCharsets.UTF_8).length;
      bytes += header.value() == null ? 0 : header.value().length;
    }
    if (bytes > MOST_BYTES) {
      throw new RecordRejectedException(
          ErrorCode.RECORD_TOO_LARGE,
          "the headers have " + bytes + " bytes, at most " + MOST_BYTES + " are taken");
    }
  }
}
