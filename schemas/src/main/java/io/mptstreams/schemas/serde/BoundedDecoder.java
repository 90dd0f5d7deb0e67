package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding, read by one thread from bytes that may be hostile. Avro's own decoder
 * allocates what a length prefix claims and replaces what is not UTF-8; this one allocates no more
 * than there are bytes left, counts the elements of collections against them, and refuses text that
 * is not Unicode.
 */
final class BoundedDecoder extends Decoder {

  /** Elements without bytes (null, empty records) that one record may hold; nobody sends any. */
  private static final int MAX_EMPTY_ELEMENTS = 1024;

  private final ByteBuffer in;

  BoundedDecoder(byte[] bytes, int from) {
    in = ByteBuffer.wrap(bytes, from, bytes.length - from).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes not read yet. */
  int remaining() {
    return in.remaining();
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    return need(1).get() == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new AvroRuntimeException("an int of more than 32 bits");
    }
    return (int) value;
  }

  /** Zig-zag, least significant group first, at most ten bytes. */
  @Override
  public long readLong() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = need(1).get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new AvroRuntimeException("a number of more than 64 bits");
  }

  @Override
  public float readFloat() throws IOException {
    return need(Float.BYTES).getFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return need(Double.BYTES).getDouble();
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    ByteBuffer text = slice(length());
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new RecordRejectedException(
          ErrorCode.INVALID_UNICODE, "a text of " + text.limit() + " bytes is not UTF-8", e);
    }
  }

  @Override
  public void skipString() throws IOException {
    skipBytes();
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    byte[] copy = new byte[length()];
    in.get(copy);
    return ByteBuffer.wrap(copy);
  }

  @Override
  public void skipBytes() throws IOException {
    slice(length());
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    need(length).get(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    slice(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return blockCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return blockCount();
  }

  @Override
  public long readMapStart() throws IOException {
    return blockCount();
  }

  @Override
  public long mapNext() throws IOException {
    return blockCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipSizedBlocks();
  }

  @Override
  public long skipMap() throws IOException {
    return skipSizedBlocks();
  }

  /** A negative count is followed by the block's size in bytes. */
  private long blockCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      count = -count;
      readLong();
    }
    return checkCount(count);
  }

  private long skipSizedBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      long size = readLong();
      if (size < 0 || size > in.remaining()) {
        throw new EOFException("a block of " + size + " bytes, " + in.remaining() + " are left");
      }
      slice((int) size);
      count = readLong();
    }
    return checkCount(count);
  }

  private long checkCount(long count) throws EOFException {
    if (count < 0 || count > (long) in.remaining() + MAX_EMPTY_ELEMENTS) {
      throw new EOFException(count + " elements, " + in.remaining() + " bytes are left");
    }
    return count;
  }

  private int length() throws IOException {
    long length = readLong();
    if (length < 0 || length > in.remaining()) {
      throw new EOFException(length + " bytes, " + in.remaining() + " are left");
    }
    return (int) length;
  }

  private ByteBuffer slice(int length) throws EOFException {
    ByteBuffer slice = need(length).slice(in.position(), length);
    in.position(in.position() + length);
    return slice;
  }

  private ByteBuffer need(int bytes) throws EOFException {
    if (in.remaining() < bytes) {
      throw new EOFException(bytes + " bytes, " + in.remaining() + " are left");
    }
    return in;
  }
}
