package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.registry.RegisteredSchema;
import io.mptstreams.schemas.registry.RegistryClient;
import io.mptstreams.schemas.registry.RegistryException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.kafka.common.errors.SerializationException;

/** Decides in which schema, under which id, a record is written. */
final class WriterSchemas {

  /**
   * The schema that the bytes will be in, and its id.
   *
   * @param own whether its binary form is that of the record's own schema
   */
  record Writer(int id, Schema schema, boolean own) {}

  private final RegistryClient registry;
  private final RegistryFormatSettings settings;
  private final PortableSchemas portable = new PortableSchemas();

  WriterSchemas(RegistryClient registry, RegistryFormatSettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  /**
   * @throws SerializationException when the subject's newest schema cannot take the record
   * @throws RegistryException when the schema may not or must not be registered
   */
  Writer forTopic(String topic, Schema generated) {
    Schema own = portable.of(generated);
    String subject = settings.subjects().subject(topic, own);
    if (settings.autoRegister()) {
      return new Writer(registry.register(subject, own, settings.normalize()), own, true);
    }
    if (!settings.useLatest()) {
      return new Writer(registry.lookup(subject, own, settings.normalize()), own, true);
    }
    RegisteredSchema latest = registry.latest(subject);
    boolean same = latest.schema().equals(own);
    if (settings.latestStrict() && !same) {
      requireReadable(subject, latest, own);
    }
    return new Writer(latest.id(), latest.schema(), same);
  }

  private static void requireReadable(String subject, RegisteredSchema latest, Schema own) {
    SchemaCompatibility.SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), own);
    if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new SerializationException(
          "version %d of %s cannot take what this program writes: %s"
              .formatted(latest.version(), subject, pair.getDescription()));
    }
  }
}
