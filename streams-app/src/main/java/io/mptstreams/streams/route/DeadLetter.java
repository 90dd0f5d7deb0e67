package io.mptstreams.streams.route;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.streams.intake.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * An input that was refused.
 *
 * @param task where it was one task that refused it
 */
public record DeadLetter(
    SourceRecord source, ErrorCode code, String message, Optional<String> task) {

  private static final int LONGEST_MESSAGE = 1_000;

  /**
   * Bytes of key, value and headers. A compressed record may have been larger than its topic's
   * bound, and it gains headers.
   */
  private static final int LARGEST = 5_000_000;

  /** The refusal of a whole record. */
  public static DeadLetter of(SourceRecord source, RecordRejectedException why) {
    return new DeadLetter(source, why.code(), why.getMessage(), Optional.empty());
  }

  /**
   * The record for the dead letters' topic; without key, value and their headers if it would not
   * fit there, so that the headers at least tell where it is.
   *
   * @param original the refused record's own headers, which are kept
   * @param timestamp of the new record, milliseconds since the epoch
   */
  public Record<byte[], Outcome> toRecord(Headers original, long timestamp) {
    boolean fits = source.size() + size(original) <= LARGEST;
    RecordHeaders headers = fits ? new RecordHeaders(original) : new RecordHeaders();
    put(headers, DeadLetterHeaders.CODE, code.name());
    put(headers, DeadLetterHeaders.MESSAGE, shortened());
    put(headers, DeadLetterHeaders.TOPIC, source.topic());
    put(headers, DeadLetterHeaders.PARTITION, Integer.toString(source.partition()));
    put(headers, DeadLetterHeaders.OFFSET, Long.toString(source.offset()));
    put(headers, DeadLetterHeaders.TIMESTAMP, Long.toString(source.timestamp()));
    task.ifPresent(name -> put(headers, DeadLetterHeaders.TASK, name));
    return new Record<>(
        fits ? source.key() : null,
        new Outcome.Refused(fits ? source.value() : null),
        timestamp,
        headers);
  }

  private static long size(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  private String shortened() {
    String text = message == null ? code.meaning() : message;
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
  }

  private static void put(Headers headers, String key, String value) {
    headers.remove(key);
    headers.add(key, value.getBytes(StandardCharsets.UTF_8));
  }
}
