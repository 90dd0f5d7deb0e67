package io.mptstreams.schemas.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;

/**
 * Avro's readers, one for each pair of schemas: to resolve the pair anew takes longer than to read
 * a record. Safe for any number of threads. Holds no more than the registry's schemas times the
 * program's own.
 */
final class DatumReaders {

  private final Map<Pair, DatumReader<Object>> readers = new ConcurrentHashMap<>();

  /**
   * @param id the registry's, of the writer's schema
   * @throws RuntimeException if what one writes the other cannot read
   */
  DatumReader<Object> of(int id, Schema writer, Schema reader) {
    return readers.computeIfAbsent(new Pair(id, reader), pair -> resolve(writer, reader));
  }

  private static DatumReader<Object> resolve(Schema writer, Schema reader) {
    try {
      return SpecificData.getForSchema(reader)
          .getFastReaderBuilder()
          .createDatumReader(writer, reader);
    } catch (IOException e) {
      throw new UncheckedIOException("two schemas could not be resolved", e);
    }
  }

  private record Pair(int writer, Schema reader) {}
}
