package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import java.nio.ByteBuffer;

/** Confluent's header: a zero byte, the schema's id as a big-endian 32-bit integer, Avro binary. */
final class WireFormat {

  static final int HEADER = 5;
  private static final byte MAGIC = 0;

  private WireFormat() {}

  static byte[] header(int id) {
    return ByteBuffer.allocate(HEADER).put(MAGIC).putInt(id).array();
  }

  /**
   * The schema's id.
   *
   * @throws RecordRejectedException NOT_AVRO
   */
  static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER) {
      throw new RecordRejectedException(
          ErrorCode.NOT_AVRO, bytes.length + " bytes are too few for a header of " + HEADER);
    }
    if (bytes[0] != MAGIC) {
      throw new RecordRejectedException(
          ErrorCode.NOT_AVRO,
          "the first byte is 0x%02x, not 0x00; a schema id in a header is not read"
              .formatted(bytes[0]));
    }
    return ByteBuffer.wrap(bytes).getInt(1);
  }
}
