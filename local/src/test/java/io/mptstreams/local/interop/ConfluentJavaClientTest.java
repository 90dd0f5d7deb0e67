package io.mptstreams.local.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.mapping.TextEventMapper;
import java.util.List;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Confluent's Java client, as Flink ships it under another package name. */
class ConfluentJavaClientTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final AvroSchema EVENT = new AvroSchema(new TextEventMapper().schema().toString());
  private static final AvroSchema OTHER = new AvroSchema("\"int\"");

  private final String subject = kafka.uniqueName("java-client");

  @BeforeEach
  void unlessLeftOut() {
    assumeFalse(
        System.getProperty("mpt.interop", "auto").equals("skip"), "SKIPPED: -Dmpt.interop=skip");
  }

  @Test
  void registersLooksUpAndReads() throws Exception {
    int id = client().register(subject, EVENT);

    SchemaRegistryClient fresh = client();
    assertThat(fresh.getId(subject, EVENT)).isEqualTo(id);
    assertThat(fresh.getVersion(subject, EVENT)).isEqualTo(1);
    assertThat(fresh.getSchemaById(id).canonicalString()).isEqualTo(EVENT.canonicalString());
    SchemaMetadata latest = fresh.getLatestSchemaMetadata(subject);
    assertThat(latest.getId()).isEqualTo(id);
    assertThat(fresh.getAllVersions(subject)).containsExactly(1);
    assertThat(fresh.getAllSubjects()).contains(subject);
    assertThat(fresh.getAllSubjectsById(id)).contains(subject);
  }

  @Test
  void checksCompatibilityAndChangesTheLevel() throws Exception {
    SchemaRegistryClient client = client();
    client.register(subject, EVENT);

    assertThat(client.testCompatibility(subject, OTHER)).isFalse();
    assertThat(client.testCompatibilityVerbose(subject, OTHER)).isNotEmpty();
    assertThatExceptionOfType(RestClientException.class)
        .isThrownBy(() -> client.register(subject, OTHER))
        .satisfies(e -> assertThat(e.getStatus()).isEqualTo(409));
    assertThat(client.updateCompatibility(subject, "NONE")).isEqualTo("NONE");
    assertThat(client.getCompatibility(subject)).isEqualTo("NONE");
    assertThat(client.getMode()).isEqualTo("READWRITE");
    assertThat(client.register(subject, OTHER)).isPositive();
  }

  @Test
  void deletesSoftlyThenForGood() throws Exception {
    SchemaRegistryClient client = client();
    client.register(subject, EVENT);

    assertThat(client.deleteSubject(subject)).containsExactly(1);
    assertThat(client.deleteSubject(subject, true)).containsExactly(1);

    assertThatExceptionOfType(RestClientException.class)
        .isThrownBy(() -> client().getLatestSchemaMetadata(subject))
        .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(40401));
    assertThatExceptionOfType(RestClientException.class)
        .isThrownBy(() -> client().getSchemaById(123_456))
        .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(40403))
        .withMessageContaining("error code: 40403");
  }

  private static SchemaRegistryClient client() {
    return new CachedSchemaRegistryClient(List.of(kafka.registryUrl()), 100);
  }
}
