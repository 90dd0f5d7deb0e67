package io.mptstreams.cli.replay;

import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
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

  static ReplayedRecord event(ConsumerRecord<byte[], byte[]> record) {
    return new ReplayedRecord(SourceRecord.of(record), record.headers(), Optional.empty());
  }

  /** A dead letter as it was before it became one; empty without the headers that say so. */
  static Optional<ReplayedRecord> deadLetter(ConsumerRecord<byte[], byte[]> letter) {
    Optional<String> topic = header(letter, DeadLetterHeaders.TOPIC);
    Optional<String> partition = header(letter, DeadLetterHeaders.PARTITION);
    Optional<String> offset = header(letter, DeadLetterHeaders.OFFSET);
    if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
      return Optional.empty();
    }
    SourceRecord source =
        new SourceRecord(
            topic.get(),
            Integer.parseInt(partition.get()),
            Long.parseLong(offset.get()),
            letter.timestamp(),
            letter.key(),
            letter.value());
    RecordHeaders headers = new RecordHeaders();
    letter.headers().forEach(headers::add);
    DeadLetterHeaders.ALL.forEach(headers::remove);
    return Optional.of(new ReplayedRecord(source, headers, header(letter, DeadLetterHeaders.TASK)));
  }

  ReplayedRecord only(String name) {
    return new ReplayedRecord(source, headers, Optional.of(name));
  }

  static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
    return Stream.ofNullable(record.headers().lastHeader(name))
        .map(Header::value)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .findFirst();
  }
}
