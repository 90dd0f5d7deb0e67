package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.registry.RegistryClient;
import io.mptstreams.schemas.registry.RegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** This project's own implementation over a {@link RegistryClient}. */
final class RegistryAvroFormat implements AvroFormat {

  private final RegistryClient registry;
  private final WriterSchemas writers;
  private final DatumReaders readers = new DatumReaders();

  RegistryAvroFormat(RegistryClient registry, RegistryFormatSettings settings) {
    this.registry = registry;
    this.writers = new WriterSchemas(registry, settings);
  }

  @Override
  public byte[] write(String topic, SpecificRecord record) {
    Schema own = record.getSchema();
    WriterSchemas.Writer writer = writers.forTopic(topic, own);
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.writeBytes(WireFormat.header(writer.id()));
    try {
      if (writer.own()) {
        encode(record, own, out);
      } else {
        out.writeBytes(Reencoding.to(writer.schema(), record));
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("an array refused to be written", e);
    }
  }

  static void encode(SpecificRecord record, Schema schema, ByteArrayOutputStream out)
      throws IOException {
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    SpecificData data = SpecificData.getForSchema(schema);
    new SpecificDatumWriter<SpecificRecord>(schema, data).write(record, encoder);
    encoder.flush();
  }

  @Override
  public Object read(String topic, Schema reader, byte[] bytes) {
    int id = WireFormat.schemaId(bytes);
    return decode(readers, id, writerSchema(id), reader, bytes);
  }

  static Object decode(DatumReaders readers, int id, Schema writer, Schema reader, byte[] bytes) {
    if (writer.getType() != Schema.Type.RECORD || !writer.getName().equals(reader.getName())) {
      throw new RecordRejectedException(
          ErrorCode.SCHEMA_MISMATCH,
          "schema %d is %s, not %s".formatted(id, writer.getFullName(), reader.getFullName()));
    }
    BoundedDecoder decoder = new BoundedDecoder(bytes, WireFormat.HEADER);
    Object value;
    try {
      value = readers.of(id, writer, reader).read(null, decoder);
    } catch (RecordRejectedException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new RecordRejectedException(
          ErrorCode.SCHEMA_MISMATCH,
          "%d bytes written with schema %d cannot be read as %s: %s"
              .formatted(bytes.length, id, reader.getName(), e.getMessage()),
          e);
    }
    if (decoder.remaining() > 0) {
      throw new RecordRejectedException(
          ErrorCode.SCHEMA_MISMATCH,
          "%d of %d bytes are left over after schema %d"
              .formatted(decoder.remaining(), bytes.length, id));
    }
    return value;
  }

  private Schema writerSchema(int id) {
    try {
      return registry.schema(id);
    } catch (RegistryException e) {
      if (e.isNotFound()) {
        throw new RecordRejectedException(ErrorCode.UNKNOWN_SCHEMA, e.getMessage(), e);
      }
      throw e;
    } catch (SchemaParseException e) {
      throw new RecordRejectedException(
          ErrorCode.SCHEMA_MISMATCH, "schema " + id + " is not readable: " + e.getMessage(), e);
    }
  }

  @Override
  public void stopRetrying() {
    registry.stopRetrying();
  }

  @Override
  public void close() {
    registry.close();
  }
}
