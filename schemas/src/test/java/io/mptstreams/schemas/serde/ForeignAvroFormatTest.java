package io.mptstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mptstreams.avro.TextEvent;
import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.mapping.SampleRecords;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.registry.RegistryException;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.schemas.topic.Topics;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class ForeignAvroFormatTest {

  @Test
  void usesTheClassesThatTheConfigurationNames() {
    Map<String, String> config =
        Map.of(
            SerdeKeys.SERIALIZER,
            Foreign.class.getName(),
            SerdeKeys.DESERIALIZER,
            Foreign.class.getName(),
            SubjectNames.KEY,
            "RecordNameStrategy",
            SerdeKeys.FOREIGN + "proxy.host",
            "p");
    try (AvroSerdes serdes = new AvroSerdes(config)) {
      Serde<io.mptstreams.schemas.record.TextEvent> serde =
          serdes.of(Topics.of(TopicSettings.defaults()).sharedEvents());

      byte[] bytes = serde.serializer().serialize("t", SampleRecords.event());

      assertThat(bytes).startsWith(0, 0, 0, 0, 42);
      assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(SampleRecords.event());
    }
  }

  @Test
  void wantsBothClassesOrNone() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new AvroSerdes(Map.of(SerdeKeys.SERIALIZER, "X")).close())
        .withMessageContaining(SerdeKeys.DESERIALIZER + " is missing");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                new AvroSerdes(Map.of(SerdeKeys.SERIALIZER, "X", SerdeKeys.DESERIALIZER, "Y"))
                    .close())
        .withMessageContaining("on the classpath");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                new AvroSerdes(
                        Map.of(
                            "schema.registry.url",
                            "http://localhost:1",
                            SerdeKeys.FOREIGN + "proxy.host",
                            "p"))
                    .close())
        .withMessageContaining("serde.proxy.host is not a known key");
  }

  @Test
  void tellsAnOutageFromABadRecordByTheCauses() {
    assertThat(sorted(new ConnectException("refused")))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(sorted(new IllegalStateException("Oops; error code: 50001")))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(sorted(new IllegalStateException("who?; error code: 401")))
        .isInstanceOf(RegistryException.class);
    assertThat(sorted(new IllegalStateException("Schema 2 not found; error code: 40403")))
        .isInstanceOfSatisfying(
            RecordRejectedException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_SCHEMA));
    assertThat(sorted(new EOFException()))
        .isInstanceOfSatisfying(
            RecordRejectedException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH));
    assertThat(
            ForeignErrors.reading(
                new SerializationException(
                    "Error retrieving Avro value schema for id 2",
                    new IOException("the other side closed the connection"))))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void anOutageWhileWritingIsAnOutageAndAnythingElseStays() {
    SerializationException away = new SerializationException("x", new ConnectException("refused"));
    SerializationException defect = new SerializationException("x", new EOFException());

    assertThat(ForeignErrors.writing(away)).isInstanceOf(RegistryUnavailableException.class);
    assertThat(ForeignErrors.writing(defect)).isSameAs(defect);
  }

  private static RuntimeException sorted(Exception cause) {
    return ForeignErrors.reading(new SerializationException("Error deserializing", cause));
  }

  /** Stands for another project's class: one schema, one id. */
  public static final class Foreign implements Serializer<Object>, Deserializer<Object> {

    private static final int ID = 42;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
      assertThat(configs.get("specific.avro.reader")).isEqualTo("true");
      assertThat(configs.get("avro.remove.java.properties")).isEqualTo("true");
      assertThat(configs.get("proxy.host")).isEqualTo("p");
      assertThat(configs.get(SubjectNames.KEY))
          .isEqualTo("io.confluent.kafka.serializers.subject.RecordNameStrategy");
      assertThat(isKey).isFalse();
    }

    @Override
    public byte[] serialize(String topic, Object data) {
      try {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        out.writeBytes(WireFormat.header(ID));
        RegistryAvroFormat.encode((TextEvent) data, TextEvent.getClassSchema(), out);
        return out.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Object deserialize(String topic, byte[] data) {
      try {
        return new org.apache.avro.specific.SpecificDatumReader<>(TextEvent.class)
            .read(null, new BoundedDecoder(data, WireFormat.HEADER));
      } catch (IOException e) {
        throw new SerializationException(e);
      }
    }

    @Override
    public void close() {}
  }
}
