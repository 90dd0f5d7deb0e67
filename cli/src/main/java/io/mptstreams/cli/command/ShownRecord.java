package io.mptstreams.cli.command;

import io.mptstreams.cli.output.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record for people and programs.
 *
 * @param value as its record, or in Base64 where it has no schema or cannot be read; null for a
 *     removal
 */
record ShownRecord(
    String topic,
    int partition,
    long offset,
    Instant timestamp,
    String key,
    Map<String, String> headers,
    Object value) {

  static ShownRecord of(ConsumerRecord<String, byte[]> record, Object read) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      byte[] bytes = header.value();
      headers.put(header.key(), bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8));
    }
    Object value = read instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : read;
    return new ShownRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        record.key(),
        headers,
        value);
  }

  String line() {
    String rest = headers.isEmpty() ? "" : " " + Json.line(headers);
    return timestamp + " " + key + " " + (value == null ? "removed" : Json.line(value)) + rest;
  }
}
