package io.mptstreams.streams.feedback;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Length-prefixed fields of the internal formats. The internal topics and stores are written and
 * read by this program alone, so they need no registry; a version byte in front lets a later
 * program tell them apart.
 */
final class Fields {

  private Fields() {}

  static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  static int size(byte[] field) {
    return Integer.BYTES + (field == null ? 0 : field.length);
  }

  static void put(ByteBuffer out, byte[] field) {
    if (field == null) {
      out.putInt(-1);
    } else {
      out.putInt(field.length).put(field);
    }
  }

  /** A field, or null. Nothing is allocated beyond what is really there. */
  static byte[] get(ByteBuffer in) {
    int length = in.getInt();
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > in.remaining()) {
      throw new SerializationException("a field claims " + length + " bytes");
    }
    byte[] field = new byte[length];
    in.get(field);
    return field;
  }

  static String text(ByteBuffer in) {
    byte[] field = get(in);
    return field == null ? null : new String(field, StandardCharsets.UTF_8);
  }

  static void version(ByteBuffer in, byte expected) {
    byte version = in.get();
    if (version != expected) {
      throw new SerializationException(
          "written in format " + version + ", this program reads " + expected);
    }
  }

  static SerializationException cut(BufferUnderflowException e) {
    return new SerializationException("the value is cut off", e);
  }
}
