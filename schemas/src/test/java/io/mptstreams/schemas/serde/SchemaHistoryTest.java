package io.mptstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.mapping.LedgerEntryMapper;
import io.mptstreams.schemas.mapping.RecordMapper;
import io.mptstreams.schemas.mapping.SampleRecords;
import io.mptstreams.schemas.mapping.TaskMapper;
import io.mptstreams.schemas.mapping.TaskUpdateMapper;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.schemas.topic.KafkaTopic;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records outlive programs: an example of last month is read by next month's trainer, and during an
 * upgrade old programs read what new ones write. So every version that was ever published stands in
 * {@code history/RECORD/N.avsc}, and all of them can read each other.
 */
class SchemaHistoryTest {

  private static final PortableSchemas PORTABLE = new PortableSchemas();

  static Stream<RecordMapper<?, ?>> mappers() {
    Map<String, RecordMapper<?, ?>> byName = new LinkedHashMap<>();
    for (KafkaTopic topic : Topics.of(TopicSettings.defaults()).all()) {
      if (topic instanceof Topic<?> typed) {
        byName.put(typed.mapper().schema().getName(), typed.mapper());
      }
    }
    return byName.values().stream();
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void theSchemaOfTodayIsTheNewestOnRecord(RecordMapper<?, ?> mapper) throws IOException {
    List<Schema> history = history(mapper);
    Schema today = PORTABLE.of(mapper.schema());

    assertThat(history).describedAs("history of %s", today.getName()).isNotEmpty();
    assertThat(history.get(history.size() - 1))
        .describedAs(
            "%s has changed; put this into history/%s/%d.avsc:%n%s",
            today.getName(), today.getName(), history.size() + 1, today.toString(true))
        .isEqualTo(today);
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void everyVersionReadsEveryOther(RecordMapper<?, ?> mapper) throws IOException {
    List<Schema> history = history(mapper);

    for (Schema reader : history) {
      for (Schema writer : history) {
        SchemaCompatibility.SchemaPairCompatibility pair =
            SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        assertThat(pair.getType())
            .describedAs(pair.getDescription())
            .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void thisProgramReadsArbitraryRecordsOfEveryVersion(RecordMapper<?, ?> mapper)
      throws IOException {
    Schema today = mapper.schema();

    for (Schema writer : history(mapper)) {
      DatumReader<Object> reader =
          new SpecificDatumReader<>(writer, today, SpecificData.getForSchema(today));
      for (Object record : new RandomData(writer, 50, 20_260_301L, true)) {
        BoundedDecoder decoder = new BoundedDecoder(write(writer, record), 0);
        Object read = reader.read(null, decoder);
        assertThat(read.getClass().getName()).isEqualTo(today.getFullName());
        assertThat(decoder.remaining()).isZero();
      }
    }
  }

  @Test
  void readsAnEnumsSymbolThatItHasNeverHeardOfAsTheDefault() throws IOException {
    LedgerEntry entry = newer(new LedgerEntryMapper(), SampleRecords.ledgerEntry(), "kind");
    TaskUpdate update = newer(new TaskUpdateMapper(), SampleRecords.update(), "origin");
    TaskDefinition task = newer(new TaskMapper(), SampleRecords.task(), "kind");

    assertThat(entry.kind()).isEqualTo(LedgerKind.UNKNOWN);
    assertThat(update.origin()).isEqualTo(UpdateOrigin.UNKNOWN);
    assertThat(task.kind()).isEqualTo(TaskKind.SINGLE);
  }

  /** A record of a program whose enum in that field has one more symbol, as this one reads it. */
  private static <V, A extends SpecificRecord> V newer(
      RecordMapper<V, A> mapper, V value, String field) throws IOException {
    Schema today = PORTABLE.of(mapper.schema());
    Schema kind = today.getField(field).schema();
    String symbols = "\"symbols\":[\"%s\"".formatted(kind.getEnumSymbols().get(0));
    Schema newer =
        new Schema.Parser().parse(today.toString().replace(symbols, symbols + ",\"NEXT_YEAR\""));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RegistryAvroFormat.encode(mapper.toAvro(value), mapper.schema(), out);
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(today, newer)
            .read(null, new BoundedDecoder(out.toByteArray(), 0));
    record.put(field, new GenericData.EnumSymbol(newer.getField(field).schema(), "NEXT_YEAR"));

    DatumReader<A> reader =
        new SpecificDatumReader<>(
            newer, mapper.schema(), SpecificData.getForSchema(mapper.schema()));
    return mapper.fromAvro(reader.read(null, new BoundedDecoder(write(newer, record), 0)));
  }

  private static byte[] write(Schema schema, Object record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static List<Schema> history(RecordMapper<?, ?> mapper) throws IOException {
    List<Schema> versions = new ArrayList<>();
    while (true) {
      String name = "/history/%s/%d.avsc".formatted(mapper.schema().getName(), versions.size() + 1);
      try (InputStream in = SchemaHistoryTest.class.getResourceAsStream(name)) {
        if (in == null) {
          return versions;
        }
        versions.add(new Schema.Parser().parse(in));
      }
    }
  }
}
