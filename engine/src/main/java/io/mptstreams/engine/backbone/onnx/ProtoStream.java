package io.mptstreams.engine.backbone.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A forward-only reader of protobuf's wire format
 * (https://protobuf.dev/programming-guides/encoding/). Every length is checked against what is left
 * of the message around it before anything is allocated.
 */
final class ProtoStream {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private long position;
  private long limit;

  /**
   * @param size bytes in the stream
   */
  ProtoStream(InputStream in, long size) {
    this.in = in;
    this.limit = size;
  }

  /** The next field's tag, or 0 at the end of the present message. */
  int tag() throws IOException {
    return position == limit ? 0 : Math.toIntExact(varint());
  }

  static int field(int tag) {
    return tag >>> 3;
  }

  static int wireType(int tag) {
    return tag & 7;
  }

  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = oneByte();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new ProtocolException("a varint of more than 10 bytes at byte " + position);
  }

  /** Steps into a message; give the result back to {@link #leave}. */
  long enter() throws IOException {
    long outer = limit;
    int length = length();
    limit = position + length;
    return outer;
  }

  void leave(long outer) throws IOException {
    if (position != limit) {
      throw new ProtocolException("a message that ends at byte " + limit + " ran to " + position);
    }
    limit = outer;
  }

  boolean atEnd() {
    return position == limit;
  }

  String string() throws IOException {
    byte[] bytes = in.readNBytes(length());
    position += bytes.length;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Bytes in a direct buffer, little-endian as they stand in the file.
   *
   * @param expected how many there must be
   */
  ByteBuffer bytes(long expected) throws IOException {
    int size = length();
    if (size != expected) {
      throw new ProtocolException("has " + size + " bytes, its shape asks for " + expected);
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect(size);
    byte[] chunk = new byte[Math.min(CHUNK, size)];
    while (buffer.hasRemaining()) {
      int n = in.readNBytes(chunk, 0, Math.min(chunk.length, buffer.remaining()));
      if (n == 0) {
        throw new EOFException("the file ends at byte " + (position + buffer.position()));
      }
      buffer.put(chunk, 0, n);
    }
    position += size;
    return buffer.flip();
  }

  void skip(int wireType) throws IOException {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> skipBytes(8);
      case FIXED32 -> skipBytes(4);
      case BYTES -> skipBytes(length());
      default -> throw new ProtocolException("wire type " + wireType + " at byte " + position);
    }
  }

  private int length() throws IOException {
    long length = varint();
    if (length < 0 || length > limit - position || length > Integer.MAX_VALUE) {
      throw new ProtocolException(
          "a length of "
              + length
              + " at byte "
              + position
              + ", of which "
              + (limit - position)
              + " are left");
    }
    return (int) length;
  }

  private void skipBytes(long n) throws IOException {
    in.skipNBytes(n);
    position += n;
  }

  private int oneByte() throws IOException {
    int b = in.read();
    if (b < 0 || position >= limit) {
      throw new EOFException("the file ends inside a field at byte " + position);
    }
    position++;
    return b;
  }
}
