package io.mptstreams.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro records as bytes in Confluent's wire format. Implementations are safe for any number of
 * threads.
 */
interface AvroFormat extends AutoCloseable {

  /** Bytes for one value of a topic, in the schema of the record or a newer one. */
  byte[] write(String topic, SpecificRecord record);

  /**
   * A value, read with the given schema whatever schema wrote it.
   *
   * @throws io.mptstreams.schemas.mapping.RecordRejectedException when it never will be readable
   * @throws io.mptstreams.schemas.registry.RegistryUnavailableException when nobody can tell
   */
  Object read(String topic, Schema reader, byte[] bytes);

  /** From now on nobody waits for a registry that does not answer; each request is one attempt. */
  void stopRetrying();

  @Override
  void close();
}
