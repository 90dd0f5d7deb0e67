package io.mptstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.fuzz.Fuzzing;
import io.mptstreams.schemas.mapping.RecordMapper;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.mapping.SampleRecords;
import io.mptstreams.schemas.mapping.TaskUpdateMapper;
import io.mptstreams.schemas.mapping.TextEventMapper;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.TextEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged records get a reason or are read; they never crash, hang or ask for memory. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecordFuzzTest {

  /** Per input, a stack trace included; a length that was believed would show as megabytes. */
  private static final long MAX_ALLOCATION = 512 * 1024;

  @Test
  void damagedEventsAreReadOrRejected() throws IOException {
    TextEventMapper mapper = new TextEventMapper();
    TextEvent small = new TextEvent("hey", Optional.empty(), List.of("mr"), Optional.empty());

    Map<ErrorCode, Integer> codes =
        fuzz(mapper, List.of(bytes(mapper, SampleRecords.event()), bytes(mapper, small)));

    assertThat(codes)
        .containsKeys(ErrorCode.NOT_AVRO, ErrorCode.SCHEMA_MISMATCH, ErrorCode.INVALID_UNICODE);
  }

  @Test
  void damagedUpdatesAreReadOrRejected() throws IOException {
    TaskUpdateMapper mapper = new TaskUpdateMapper();

    Map<ErrorCode, Integer> codes = fuzz(mapper, List.of(bytes(mapper, SampleRecords.update())));

    assertThat(codes)
        .containsKeys(ErrorCode.SCHEMA_MISMATCH, ErrorCode.WRONG_SHAPE, ErrorCode.WRONG_DIGEST);
  }

  @SuppressWarnings("unchecked")
  private static <V, A extends SpecificRecord> Map<ErrorCode, Integer> fuzz(
      RecordMapper<V, A> mapper, List<byte[]> seeds) {
    Map<ErrorCode, Integer> codes = new EnumMap<>(ErrorCode.class);
    DatumReaders readers = new DatumReaders();
    new Fuzzing(seeds, MAX_ALLOCATION)
        .run(
            input -> {
              try {
                WireFormat.schemaId(input);
                Object avro =
                    RegistryAvroFormat.decode(readers, 1, mapper.schema(), mapper.schema(), input);
                assertThat(mapper.fromAvro((A) avro)).isNotNull();
              } catch (RecordRejectedException e) {
                codes.merge(e.code(), 1, Integer::sum);
              }
            });
    return codes;
  }

  private static <V, A extends SpecificRecord> byte[] bytes(RecordMapper<V, A> mapper, V value)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(WireFormat.header(1));
    RegistryAvroFormat.encode(mapper.toAvro(value), mapper.schema(), out);
    return out.toByteArray();
  }
}
