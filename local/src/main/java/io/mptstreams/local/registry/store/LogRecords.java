package io.mptstreams.local.registry.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mptstreams.local.registry.model.CompatibilityLevel;
import io.mptstreams.local.registry.model.Mode;
import io.mptstreams.local.registry.model.SchemaContent;
import io.mptstreams.local.registry.model.SchemaReference;
import io.mptstreams.local.registry.model.StoredSchema;
import io.mptstreams.local.registry.store.LogEntry.LevelSet;
import io.mptstreams.local.registry.store.LogEntry.ModeSet;
import io.mptstreams.local.registry.store.LogEntry.SchemaErased;
import io.mptstreams.local.registry.store.LogEntry.SchemaWritten;
import io.mptstreams.local.registry.store.LogEntry.SubjectDeleted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Entries as JSON records in Confluent's format, so that a topic written here can be served by
 * their registry and the other way round. One thing is added: the tombstone of an erased version
 * carries the highest id ever given in a header, since the record that showed it may be compacted
 * away.
 */
final class LogRecords {

  static final String HIGHEST_ID = "highest-id";

  private final String topic;
  private final ObjectMapper json = new ObjectMapper();

  LogRecords(String topic) {
    this.topic = topic;
  }

  ProducerRecord<byte[], byte[]> write(LogEntry entry) {
    if (entry instanceof SchemaWritten written) {
      StoredSchema schema = written.schema();
      return record(schemaKey(schema.subject(), schema.version()), schemaValue(schema));
    }
    if (entry instanceof SchemaErased erased) {
      ProducerRecord<byte[], byte[]> tombstone =
          record(schemaKey(erased.subject(), erased.version()), null);
      String id = Integer.toString(erased.highestId());
      tombstone.headers().add(HIGHEST_ID, id.getBytes(StandardCharsets.UTF_8));
      return tombstone;
    }
    if (entry instanceof SubjectDeleted deleted) {
      ObjectNode value = json.createObjectNode();
      value.put("subject", deleted.subject()).put("version", deleted.upToVersion());
      return record(key("DELETE_SUBJECT", deleted.subject()), value);
    }
    if (entry instanceof LevelSet set) {
      ObjectNode value =
          set.level()
              .map(level -> json.createObjectNode().put("compatibilityLevel", level.name()))
              .orElse(null);
      return record(key("CONFIG", set.subject().orElse(null)), value);
    }
    if (entry instanceof ModeSet set) {
      ObjectNode value =
          set.mode().map(mode -> json.createObjectNode().put("mode", mode.name())).orElse(null);
      return record(key("MODE", set.subject().orElse(null)), value);
    }
    throw new AssertionError("the interface is sealed");
  }

  /**
   * Empty for kinds of records that mean nothing here.
   *
   * @throws IOException when the record is not what its key says
   */
  Optional<LogEntry> read(ConsumerRecord<byte[], byte[]> record) throws IOException {
    if (record.key() == null) {
      return Optional.empty();
    }
    JsonNode key = json.readTree(record.key());
    JsonNode value = record.value() == null ? null : json.readTree(record.value());
    Optional<String> subject = Optional.ofNullable(key.path("subject").asText(null));
    try {
      return switch (key.path("keytype").asText()) {
        case "SCHEMA" ->
            Optional.of(
                value == null
                    ? erased(subject.orElseThrow(), key.path("version").asInt(), record)
                    : written(value));
        case "DELETE_SUBJECT" ->
            value == null
                ? Optional.empty()
                : Optional.of(
                    new SubjectDeleted(subject.orElseThrow(), value.path("version").asInt()));
        case "CONFIG" ->
            Optional.of(
                new LevelSet(
                    subject, text(value, "compatibilityLevel").map(CompatibilityLevel::valueOf)));
        case "MODE" -> Optional.of(new ModeSet(subject, text(value, "mode").map(Mode::valueOf)));
        default -> Optional.empty();
      };
    } catch (RuntimeException e) {
      throw new IOException("offset " + record.offset() + " is not a " + key, e);
    }
  }

  private static SchemaErased erased(
      String subject, int version, ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(HIGHEST_ID);
    int highest =
        header == null ? 0 : Integer.parseInt(new String(header.value(), StandardCharsets.UTF_8));
    return new SchemaErased(subject, version, highest);
  }

  /** Another registry's schema that is not Avro is not served, but its id is taken. */
  private static LogEntry written(JsonNode value) {
    StoredSchema schema = schema(value);
    return value.path("schemaType").asText("AVRO").equals("AVRO")
        ? new SchemaWritten(schema)
        : new SchemaErased(schema.subject(), schema.version(), schema.id());
  }

  private static StoredSchema schema(JsonNode value) {
    List<SchemaReference> references = new ArrayList<>();
    for (JsonNode one : value.path("references")) {
      references.add(
          new SchemaReference(
              one.path("name").asText(),
              one.path("subject").asText(),
              one.path("version").asInt()));
    }
    return new StoredSchema(
        value.path("subject").asText(),
        value.path("version").asInt(),
        value.path("id").asInt(),
        new SchemaContent(value.path("schema").asText(), references),
        value.path("deleted").asBoolean());
  }

  private ObjectNode schemaKey(String subject, int version) {
    ObjectNode key = json.createObjectNode();
    return key.put("keytype", "SCHEMA")
        .put("subject", subject)
        .put("version", version)
        .put("magic", 1);
  }

  private ObjectNode schemaValue(StoredSchema schema) {
    ObjectNode value = json.createObjectNode();
    value.put("subject", schema.subject()).put("version", schema.version()).put("id", schema.id());
    return schema.content().putInto(value).put("deleted", schema.deleted());
  }

  private ObjectNode key(String type, String subject) {
    ObjectNode key = json.createObjectNode();
    return key.put("keytype", type).put("subject", subject).put("magic", 0);
  }

  private ProducerRecord<byte[], byte[]> record(ObjectNode key, ObjectNode value) {
    try {
      byte[] bytes = value == null ? null : json.writeValueAsBytes(value);
      return new ProducerRecord<>(topic, 0, json.writeValueAsBytes(key), bytes);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of JSON nodes is JSON", e);
    }
  }

  private static Optional<String> text(JsonNode value, String field) {
    return value == null ? Optional.empty() : Optional.ofNullable(value.path(field).asText(null));
  }
}
