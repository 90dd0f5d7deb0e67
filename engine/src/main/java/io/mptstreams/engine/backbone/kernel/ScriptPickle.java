package io.mptstreams.engine.backbone.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Pickles one script object with plain attributes, in the few opcodes of protocol 2 that this takes
 * (https://github.com/python/cpython/blob/main/Lib/pickletools.py).
 */
final class ScriptPickle {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private ScriptPickle() {}

  /** The empty tuple. */
  static byte[] empty() {
    return new byte[] {(byte) 0x80, 2, ')', '.'};
  }

  /**
   * @param attributes Boolean, Integer, Double, String, or an empty List
   */
  static byte[] object(String type, Map<String, Object> attributes) {
    ScriptPickle pickle = new ScriptPickle();
    pickle.bytes(new byte[] {(byte) 0x80, 2});
    pickle.bytes(("c__torch__\n" + type + "\n)").getBytes(StandardCharsets.US_ASCII));
    pickle.bytes(new byte[] {(byte) 0x81, '}', '('});
    attributes.forEach(
        (name, value) -> {
          pickle.value(name);
          pickle.value(value);
        });
    pickle.bytes(new byte[] {'u', 'b', '.'});
    return pickle.out.toByteArray();
  }

  private void value(Object value) {
    if (value instanceof Boolean b) {
      out.write(b ? 0x88 : 0x89);
    } else if (value instanceof Integer i) {
      out.write('J');
      bytes(ByteBuffer.allocate(4).putInt(Integer.reverseBytes(i)).array());
    } else if (value instanceof Double d) {
      out.write('G');
      bytes(ByteBuffer.allocate(8).putDouble(d).array());
    } else if (value instanceof String s) {
      byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
      out.write('X');
      bytes(ByteBuffer.allocate(4).putInt(Integer.reverseBytes(utf8.length)).array());
      bytes(utf8);
    } else if (value instanceof List<?> list && list.isEmpty()) {
      out.write(']');
    } else {
      throw new IllegalArgumentException("no script attribute can hold " + value);
    }
  }

  private void bytes(byte[] bytes) {
    out.writeBytes(bytes);
  }
}
