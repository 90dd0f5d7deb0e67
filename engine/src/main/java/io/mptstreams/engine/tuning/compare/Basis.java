package io.mptstreams.engine.tuning.compare;

import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.tuning.technique.GradientBudget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A short digest of backbone, text length, budget, data and what the technique starts from, so that
 * cells of another one are never taken for those of this one.
 */
final class Basis {

  private static final int DIGITS = 12;

  private Basis() {}

  /**
   * @param data digests of the task and of those that are learned together with it, if any
   */
  static String of(
      BackboneInfo backbone,
      Optional<TrainedPrompt> start,
      int maxTokens,
      GradientBudget budget,
      List<String> data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (backbone.digest() + " " + maxTokens + " " + budget).getBytes(StandardCharsets.UTF_8));
      start.ifPresent(trained -> numbers(trained).forEach(part -> digest.update(bytes(part))));
      data.forEach(one -> digest.update((one + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Stream<float[]> numbers(TrainedPrompt trained) {
    SharedPrompt prompt = trained.prompt();
    return Stream.of(
            Stream.of(prompt.values(), prompt.u(), prompt.v()),
            prompt.labelMemory().stream()
                .flatMap(memory -> Stream.of(memory.phrases(), memory.coefficients())),
            trained.sources().stream().flatMap(source -> Stream.of(source.u(), source.v())))
        .flatMap(part -> part);
  }

  private static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }
}
