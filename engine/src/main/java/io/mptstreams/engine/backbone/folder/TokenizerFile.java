package io.mptstreams.engine.backbone.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** tokenizer.json, checked against the model that it is to feed. */
final class TokenizerFile {

  private TokenizerFile() {}

  /**
   * Bytes of the file.
   *
   * @param vocabulary rows of the model's word embeddings
   * @throws InvalidBackboneException if the tokenizer can make an id that the model has no row for
   */
  static byte[] read(Path path, int vocabulary) {
    JsonNode root = ConfigFile.read(path).root();
    JsonNode words = root.path("model").path("vocab");
    if (words.isEmpty()) {
      throw new InvalidBackboneException(path + ": model.vocab must hold the tokenizer's words");
    }
    int largest =
        Math.max(
            words.isArray() ? words.size() - 1 : ids(words).max().orElse(0),
            ids(root.path("added_tokens"), "id").max().orElse(0));
    if (largest >= vocabulary) {
      throw new InvalidBackboneException(
          "%s: has a token with id %d, the model has word embeddings for ids below %d; they belong to different models"
              .formatted(path, largest, vocabulary));
    }
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IntStream ids(JsonNode words) {
    return StreamSupport.stream(words.spliterator(), false).mapToInt(JsonNode::asInt);
  }

  private static IntStream ids(JsonNode tokens, String key) {
    return StreamSupport.stream(tokens.spliterator(), false).mapToInt(t -> t.path(key).asInt());
  }
}
