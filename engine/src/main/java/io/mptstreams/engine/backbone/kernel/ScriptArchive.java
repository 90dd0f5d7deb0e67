package io.mptstreams.engine.backbone.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive made of source text: the zip file that torch.jit.save would write, layout
 * as in https://github.com/pytorch/pytorch/blob/v2.7.1/torch/csrc/jit/docs/serialization.md.
 */
final class ScriptArchive {

  private static final String FORMAT_VERSION = "10\n";

  private ScriptArchive() {}

  /**
   * @param source text that holds the class {@code type}
   * @param attributes initial values of all its attributes
   */
  static byte[] of(URL source, String type, Map<String, Object> attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream code = source.openStream();
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(zip, "data.pkl", ScriptPickle.object(type, attributes));
      entry(zip, "code/__torch__.py", code.readAllBytes());
      entry(zip, "constants.pkl", ScriptPickle.empty());
      entry(zip, "version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
      entry(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry("kernel/" + name));
    zip.write(content);
    zip.closeEntry();
  }
}
