package io.mptstreams.engine.tuning.compare;

import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.tuning.technique.GradientBudget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short digest of backbone, shared prompt, text length and budget, so that cells of another one
 * are never taken for those of this one.
 */
final class Basis {

  private static final int DIGITS = 12;

  private Basis() {}

  static String of(
      BackboneInfo backbone, SharedPrompt prompt, int maxTokens, GradientBudget budget) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (backbone.digest() + " " + maxTokens + " " + budget).getBytes(StandardCharsets.UTF_8));
      for (float[] part : new float[][] {prompt.values(), prompt.u(), prompt.v()}) {
        ByteBuffer bytes = ByteBuffer.allocate(part.length * Float.BYTES);
        bytes.asFloatBuffer().put(part);
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
