package io.mptstreams.schemas.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TensorDigestTest {

  @Test
  void isTheDigestOfTheBytesWrittenOutByHand() throws Exception {
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "01000000" // one byte of name
                    + "75" // "u"
                    + "02000000" // two axes
                    + "01000000" // 1 row
                    + "02000000" // 2 columns
                    + "0000803f" // 1.0
                    + "00000040"); // 2.0

    String digest = new TensorDigest().add("u", new float[] {1f, 2f}, 1, 2).hex();

    byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes);
    assertThat(digest).isEqualTo(HexFormat.of().formatHex(expected));
  }

  @Test
  void doesNotDependOnTheChunkInWhichNumbersAreFed() throws Exception {
    float[] values = new float[5000];
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(HexFormat.of().parseHex("01000000" + "78" + "01000000" + "88130000"));
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
      int bits = Float.floatToIntBits(values[i]);
      for (int shift = 0; shift < 32; shift += 8) {
        sha.update((byte) (bits >> shift));
      }
    }

    assertThat(new TensorDigest().add("x", values, 5000).hex())
        .isEqualTo(HexFormat.of().formatHex(sha.digest()));
  }

  /** Topics hold records with these digests, so nothing that goes into them may change. */
  @Test
  void staysWhatPublishedRecordsCarry() {
    assertThat(TensorDigest.of(SampleRecords.update()))
        .isEqualTo("32920ac00f2746a5e03f1dabbc086d51fa45f47663783ae53d0e563597f90268");
    assertThat(TensorDigest.of(SampleRecords.sharedPrompt()))
        .isEqualTo("69b4fc33dc6e6ed45a354436bd3de97ddb364769d134439a6bf8770d2101a39e");
    assertThat(TensorDigest.of(SampleRecords.sharedPromptWithoutLabels()))
        .isEqualTo("7bb54d26b12ce0e17fdc3e83487cb7981f07ed47b7ec37f6fdc3a01c21859e46");
  }
}
