package io.mptstreams.local.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.serde.SerdeKeys;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.schemas.topic.Topics;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Confluent's own serializer in place of this project's, which the profile confluent brings. */
class ConfluentSerializerTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final String PACKAGE = "io.confluent.kafka.serializers.";
  private static final TextEvent EVENT =
      new TextEvent(
          "grüße 🎬",
          Optional.of("second"),
          List.of("mr", "cr"),
          Optional.of(Instant.ofEpochMilli(1_767_225_600_123L)));

  private final Topic<TextEvent> events =
      Topics.of(new TopicSettings(kafka.uniqueName("confluent"), 1, (short) 1)).sharedEvents();

  @BeforeEach
  void needsConfluentsClasses() {
    boolean there = true;
    try {
      Class.forName(PACKAGE + "KafkaAvroSerializer");
    } catch (ClassNotFoundException e) {
      there = false;
    }
    assumeTrue(
        there,
        "SKIPPED: io.confluent:kafka-avro-serializer is not on the classpath, and not on Maven"
            + " Central; the profile confluent brings it");
  }

  @Test
  void readsWhatWeWriteAndWritesWhatWeRead() {
    try (AvroSerdes theirs = theirs(kafka.registryUrl(), Map.of());
        AvroSerdes ours = new AvroSerdes(ours(kafka.registryUrl()))) {
      byte[] byUs = write(ours);
      byte[] byThem = write(theirs);

      assertThat(byThem).isEqualTo(byUs);
      assertThat(read(theirs, byUs)).isEqualTo(EVENT);
      assertThat(read(ours, byThem)).isEqualTo(EVENT);
    }
  }

  @Test
  void understandsOurConfiguration() {
    Map<String, String> latest =
        Map.of("auto.register.schemas", "false", "use.latest.version", "true");
    Map<String, String> named = Map.of("value.subject.name.strategy", "RecordNameStrategy");
    try (AvroSerdes ours = new AvroSerdes(ours(kafka.registryUrl()));
        AvroSerdes byLatest = theirs(kafka.registryUrl(), latest);
        AvroSerdes byRecord = theirs(kafka.registryUrl(), named)) {
      byte[] expected = write(ours);

      assertThat(write(byLatest)).isEqualTo(expected);
      assertThat(read(byLatest, expected)).isEqualTo(EVENT);
      assertThat(write(byRecord)).isEqualTo(expected);
      assertThat(read(byRecord, expected)).isEqualTo(EVENT);
    }
  }

  @Test
  void itsErrorsHaveOurNames() {
    try (AvroSerdes ours = new AvroSerdes(ours(kafka.registryUrl()));
        AvroSerdes theirs = theirs(kafka.registryUrl(), Map.of())) {
      byte[] good = write(ours);
      byte[] unknown = good.clone();
      unknown[1] = 0x7f;
      byte[] cut = Arrays.copyOf(good, good.length - 12);

      assertRejected(theirs, "hello".getBytes(StandardCharsets.UTF_8), ErrorCode.NOT_AVRO);
      assertRejected(theirs, unknown, ErrorCode.UNKNOWN_SCHEMA);
      assertRejected(theirs, cut, ErrorCode.SCHEMA_MISMATCH);
    }
  }

  @Test
  void anOutageIsNoBadRecord() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        AvroSerdes ours = new AvroSerdes(ours(kafka.registryUrl()));
        AvroSerdes theirs =
            theirs(
                "http://127.0.0.1:" + silent.getLocalPort(),
                Map.of("max.retries", "0", "http.read.timeout.ms", "300"))) {
      byte[] good = write(ours);
      silent.close();

      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> read(theirs, good));
      assertThatExceptionOfType(RegistryUnavailableException.class).isThrownBy(() -> write(theirs));
    }
  }

  private void assertRejected(AvroSerdes serdes, byte[] bytes, ErrorCode code) {
    assertThatExceptionOfType(RecordRejectedException.class)
        .isThrownBy(() -> read(serdes, bytes))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private byte[] write(AvroSerdes serdes) {
    return serdes.of(events).serializer().serialize("", EVENT);
  }

  private TextEvent read(AvroSerdes serdes, byte[] bytes) {
    return serdes.of(events).deserializer().deserialize("", bytes);
  }

  /** Named, because the profile makes Confluent's the default. */
  private static Map<String, String> ours(String registry) {
    return Map.of(
        "schema.registry.url",
        registry,
        SerdeKeys.SERIALIZER,
        SerdeKeys.BUILTIN,
        SerdeKeys.DESERIALIZER,
        SerdeKeys.BUILTIN);
  }

  private static AvroSerdes theirs(String registry, Map<String, String> more) {
    Map<String, String> config = new HashMap<>(more);
    config.put("schema.registry.url", registry);
    config.put(SerdeKeys.SERIALIZER, PACKAGE + "KafkaAvroSerializer");
    config.put(SerdeKeys.DESERIALIZER, PACKAGE + "KafkaAvroDeserializer");
    return new AvroSerdes(config);
  }
}
