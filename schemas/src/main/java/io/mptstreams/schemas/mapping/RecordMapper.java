package io.mptstreams.schemas.mapping;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Both directions between a record of the domain and its Avro class. Implementations have no state
 * and are safe for any number of threads.
 *
 * @param <V> the record
 * @param <A> its Avro class
 */
public interface RecordMapper<V, A extends SpecificRecord> {

  /** The schema that is written, and that is read into whatever version wrote. */
  Schema schema();

  /** Never fails for a record that its own constructor let through. */
  A toAvro(V value);

  /**
   * @throws RecordRejectedException when the parts contradict each other
   */
  V fromAvro(A avro);
}
