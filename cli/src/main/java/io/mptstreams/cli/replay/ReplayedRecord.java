package io.mptstreams.cli.replay;

import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that is to be played again, as it first came.
 *
 * @param source where it came from, and its bytes
 * @param headers those that its producer gave it
 * @param task the only task that it is played for, where it had others that need no replay
 */
public record ReplayedRecord(SourceRecord source, Headers headers, Optional<String> task) {

  /**
   * A header of what was sent again: where and when the record lay at first, UTF-8. It goes on with
   * everything that comes of the record, and so with the next dead letter too.
   */
  public static final String ORIGIN = "mpt.replay.of";

  static ReplayedRecord event(ConsumerRecord<byte[], byte[]> record) {
    return new ReplayedRecord(SourceRecord.of(record), record.headers(), Optional.empty());
  }

  /**
   * A dead letter as it was before it became one; empty without the headers that say so, and
   * without a value: one that would have been too large a letter left its headers alone.
   */
  static Optional<ReplayedRecord> deadLetter(ConsumerRecord<byte[], byte[]> letter) {
    Optional<String> topic = header(letter, DeadLetterHeaders.TOPIC);
    Optional<Long> partition = number(letter, DeadLetterHeaders.PARTITION);
    Optional<Long> offset = number(letter, DeadLetterHeaders.OFFSET);
    if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty() || letter.value() == null) {
      return Optional.empty();
    }
    SourceRecord source =
        new SourceRecord(
            topic.get(),
            partition.get().intValue(),
            offset.get(),
            number(letter, DeadLetterHeaders.TIMESTAMP).orElse(letter.timestamp()),
            letter.key(),
            letter.value());
    RecordHeaders headers = new RecordHeaders();
    letter.headers().forEach(headers::add);
    DeadLetterHeaders.ALL.forEach(headers::remove);
    return Optional.of(new ReplayedRecord(source, headers, header(letter, DeadLetterHeaders.TASK)));
  }

  /**
   * Where and when it lay at first, however often it was sent again since. The time tells it from a
   * record of a topic that was there before under the same name.
   */
  String origin() {
    return header(headers, ORIGIN)
        .filter(first -> first.startsWith(source.topic() + "-"))
        .orElseGet(() -> source.coordinates() + "@" + source.timestamp());
  }

  ReplayedRecord only(String name) {
    return new ReplayedRecord(source, headers, Optional.of(name));
  }

  static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
    return header(record.headers(), name);
  }

  private static Optional<Long> number(ConsumerRecord<?, ?> record, String name) {
    try {
      return header(record, name).map(Long::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> header(Headers headers, String name) {
    return Stream.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .filter(Objects::nonNull)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .findFirst();
  }
}
