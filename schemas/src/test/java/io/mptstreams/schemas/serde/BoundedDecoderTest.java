package io.mptstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedDecoderTest {

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1, 63, 64, -65, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
  void readsNumbersAsAvroWritesThem(long number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    encoder.writeLong(number);
    encoder.flush();

    assertThat(new BoundedDecoder(out.toByteArray(), 0).readLong()).isEqualTo(number);
  }

  @Test
  void allocatesNothingForALengthThatIsNotThere() {
    // The length prefix says 2^31 - 1 bytes; one follows.
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> decoder("feffffff0f61").readString());
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> decoder("feffffff0f61").readBytes(null));
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> decoder("feffffff0f61").readArrayStart());
  }

  @Test
  void refusesEndlessListsOfNothing() {
    Schema nulls = Schema.createArray(Schema.create(Schema.Type.NULL));

    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(
            () -> new GenericDatumReader<>(nulls).read(null, decoder("feffffffffffffff7f00")));
  }

  @Test
  void refusesANumberWithoutEnd() {
    assertThatExceptionOfType(AvroRuntimeException.class)
        .isThrownBy(() -> decoder("ffffffffffffffffffff01").readLong());
  }

  @Test
  void refusesTextThatIsNotUnicode() {
    // An unpaired surrogate, as UTF-8 would have it.
    assertThatExceptionOfType(RecordRejectedException.class)
        .isThrownBy(() -> decoder("06eda080").readString())
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_UNICODE));
  }

  @Test
  void skipsWhatTheReaderDoesNotKnow() throws IOException {
    // Two blocks: one element with its size of one byte, then two elements without.
    BoundedDecoder blocks = decoder("010202" + "04020400" + "08");

    assertThat(blocks.skipArray()).isEqualTo(2);
    assertThat(blocks.readInt()).isEqualTo(1);
    assertThat(blocks.readInt()).isEqualTo(2);
    assertThat(blocks.skipArray()).isZero();
    assertThat(blocks.readInt()).isEqualTo(4);
    assertThat(blocks.remaining()).isZero();
  }

  private static BoundedDecoder decoder(String hex) {
    return new BoundedDecoder(HexFormat.of().parseHex(hex), 0);
  }
}
