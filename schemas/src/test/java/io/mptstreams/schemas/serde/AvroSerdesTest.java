package io.mptstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.mapping.SampleRecords;
import io.mptstreams.schemas.mapping.TextEventMapper;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.registry.RegistryException;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import io.mptstreams.schemas.registry.ScriptedServer;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.schemas.topic.Topics;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

  private static final Topic<TextEvent> EVENTS = Topics.of(TopicSettings.defaults()).sharedEvents();

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = ScriptedServer.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void readsWhatItWrote() {
    server.answer(200, "{\"id\":7}");
    try (AvroSerdes serdes = serdes(Map.of())) {
      Serde<TextEvent> serde = serdes.of(EVENTS);

      byte[] bytes = serde.serializer().serialize(EVENTS.name(), SampleRecords.event());

      assertThat(HexFormat.of().formatHex(bytes, 0, 5)).isEqualTo("0000000007");
      assertThat(serde.deserializer().deserialize(EVENTS.name(), bytes))
          .isEqualTo(SampleRecords.event());
    }
    assertThat(server.requests())
        .extracting(ScriptedServer.Request::uri)
        .containsExactly("/subjects/mpt.events-value/versions?normalize=false");
  }

  @Test
  void passesATombstoneThrough() {
    try (AvroSerdes serdes = serdes(Map.of())) {
      Serde<TextEvent> serde = serdes.of(EVENTS);

      assertThat(serde.serializer().serialize("t", null)).isNull();
      assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }
  }

  @Test
  void readsARecordOfAnOlderWriterThatKnewOnlyTheText() {
    answerSchema("{\"type\":\"record\",\"name\":\"TextEvent\",\"fields\":[%s]}".formatted(TEXT));

    TextEvent event = read("0000000002" + "06686579");

    assertThat(event.text()).isEqualTo("hey");
    assertThat(event.tasks()).isEmpty();
    assertThat(event.occurredAt()).isEmpty();
  }

  private static final String TEXT = "{\"name\":\"text\",\"type\":\"string\"}";

  @Test
  void namesTheReasonWhyARecordCanNeverBeRead() {
    rejects(ErrorCode.NOT_AVRO, "");
    rejects(ErrorCode.NOT_AVRO, "00000000");
    rejects(ErrorCode.NOT_AVRO, "0100000002" + "06686579");
    server.answer(404, "{\"error_code\":40403,\"message\":\"Schema 2 not found\"}");
    rejects(ErrorCode.UNKNOWN_SCHEMA, "0000000002" + "06686579");
  }

  @Test
  void namesASchemaThatIsAnotherRecords() {
    answerSchema("{\"type\":\"record\",\"name\":\"Invoice\",\"fields\":[%s]}".formatted(TEXT));
    rejects(ErrorCode.SCHEMA_MISMATCH, "0000000002" + "06686579");
  }

  @Test
  void namesASchemaThatIsNoSchema() {
    server.answer(200, "{\"schema\":\"\\\"Nowhere\\\"\"}");
    rejects(ErrorCode.SCHEMA_MISMATCH, "0000000002" + "06686579");
    server.answer(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}");
    rejects(ErrorCode.SCHEMA_MISMATCH, "0000000003" + "06686579");
  }

  @Test
  void namesBytesThatDoNotFitTheirSchema() {
    answerSchema("{\"type\":\"record\",\"name\":\"TextEvent\",\"fields\":[%s]}".formatted(TEXT));
    rejects(ErrorCode.SCHEMA_MISMATCH, "0000000002" + "08686579");
    rejects(ErrorCode.SCHEMA_MISMATCH, "0000000002" + "0668657900");
    rejects(ErrorCode.INVALID_UNICODE, "0000000002" + "06eda080");
  }

  @Test
  void namesAMistypedKeyWithTheNearestOne() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> serdes(Map.of("schema.registry.ssl.trustore.location", "t.jks")).close())
        .withMessageContaining("did you mean schema.registry.ssl.truststore.location?");
  }

  @Test
  void neverTakesAnOutageForABadRecord() {
    server.answer(503, "");

    try (AvroSerdes serdes = serdes(Map.of())) {
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> read(serdes, "0000000002" + "06686579"));
    }
  }

  @Test
  void neverTakesARefusedPasswordForABadRecord() {
    server.answer(401, "{\"error_code\":401,\"message\":\"who are you?\"}");

    try (AvroSerdes serdes = serdes(Map.of())) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> read(serdes, "0000000002" + "06686579"));
    }
  }

  @Test
  void looksItsSchemaUpWhenItMayNotRegister() {
    server.answer(200, "{\"id\":7}");
    Map<String, String> config =
        Map.of(
            "auto.register.schemas", "false",
            "value.subject.name.strategy",
                "io.confluent.kafka.serializers.subject.RecordNameStrategy");
    try (AvroSerdes serdes = serdes(config)) {
      serdes.of(EVENTS).serializer().serialize("t", SampleRecords.event());
    }
    assertThat(server.requests())
        .extracting(ScriptedServer.Request::uri)
        .containsExactly("/subjects/io.mptstreams.avro.TextEvent?normalize=false");
  }

  @Test
  void writesInTheSubjectsNewestSchemaWhenToldTo() {
    String newest =
        "{\"type\":\"record\",\"name\":\"TextEvent\",\"namespace\":\"io.mptstreams.avro\","
            + "\"fields\":[{\"name\":\"origin\",\"type\":\"string\",\"default\":\"web\"},%s]}"
                .formatted(TEXT);
    server.answer(
        200, "{\"id\":9,\"version\":3,\"schema\":\"%s\"}".formatted(newest.replace("\"", "\\\"")));
    Map<String, String> config =
        Map.of("auto.register.schemas", "false", "use.latest.version", "true");
    try (AvroSerdes serdes = serdes(config)) {
      byte[] bytes =
          serdes
              .of(EVENTS)
              .serializer()
              .serialize(
                  "t",
                  new TextEvent(
                      "hey",
                      java.util.Optional.empty(),
                      java.util.List.of(),
                      java.util.Optional.empty()));

      assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("0000000009" + "06776562" + "06686579");
    }
  }

  @Test
  void registersASchemaWithoutWhatOnlyJavaCaresFor() {
    Schema portable = new PortableSchemas().of(new TextEventMapper().schema());

    assertThat(portable.toString()).doesNotContain("avro.java.string");
    assertThat(portable.getField("text").schema()).isEqualTo(Schema.create(Schema.Type.STRING));
  }

  @Test
  void refusesSettingsThatContradictEachOther() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> serdes(Map.of("use.latest.version", "true")).close())
        .withMessageContaining("use.latest.version needs auto.register.schemas=false");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> serdes(Map.of("value.subject.name.strategy", "MyStrategy")).close())
        .withMessageContaining("value.subject.name.strategy must be TopicNameStrategy");
  }

  @Test
  void picksItsKeysOutOfAProgramsConfiguration() {
    ConfigValues values =
        new ConfigValues(
            Map.of(
                "schema.registry.url", "http://r",
                "max.retries", "1",
                "basic.auth.user.info", "a:b",
                "scoring.batch", "3"));

    assertThat(SerdeKeys.select(values))
        .containsOnlyKeys("schema.registry.url", "max.retries", "basic.auth.user.info");
  }

  private TextEvent read(String hex) {
    try (AvroSerdes serdes = serdes(Map.of())) {
      return read(serdes, hex);
    }
  }

  private static TextEvent read(AvroSerdes serdes, String hex) {
    return serdes.of(EVENTS).deserializer().deserialize("t", HexFormat.of().parseHex(hex));
  }

  private void rejects(ErrorCode code, String hex) {
    assertThatExceptionOfType(RecordRejectedException.class)
        .isThrownBy(() -> read(hex))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private void answerSchema(String schema) {
    server.answer(200, "{\"schema\":\"%s\"}".formatted(schema.replace("\"", "\\\"")));
  }

  private AvroSerdes serdes(Map<String, String> more) {
    Map<String, String> config = new HashMap<>();
    config.put("schema.registry.url", server.url());
    config.put("max.retries", "1");
    config.put("retries.wait.ms", "1");
    config.putAll(more);
    return new AvroSerdes(config);
  }
}
