package io.mptstreams.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes a record in another schema than its class's. A specific record knows its fields by
 * position only, so it cannot be written with a schema that has others; it is written in its own,
 * resolved as a reader would, and written again.
 */
final class Reencoding {

  private Reencoding() {}

  static byte[] to(Schema schema, SpecificRecord record) throws IOException {
    Schema own = record.getSchema();
    ByteArrayOutputStream first = new ByteArrayOutputStream(256);
    RegistryAvroFormat.encode(record, own, first);
    Object generic =
        new GenericDatumReader<>(own, schema)
            .read(null, new BoundedDecoder(first.toByteArray(), 0));
    ByteArrayOutputStream second = new ByteArrayOutputStream(first.size() + 64);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(second, null);
    new GenericDatumWriter<>(schema).write(generic, encoder);
    encoder.flush();
    return second.toByteArray();
  }
}
