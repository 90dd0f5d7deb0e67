package io.mptstreams.engine.backbone.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/** tokenizer.json, checked against the model that it is to feed. */
final class TokenizerFile {

  private TokenizerFile() {}

  /**
   * Bytes of the file.
   *
   * @param vocabulary rows of the model's word embeddings
   * @param types rows of the model's token type embeddings; types are not read where there are
   *     fewer than two
   * @throws InvalidBackboneException if the tokenizer can make an id or a type that the model has
   *     no row for
   */
  static byte[] read(Path path, int vocabulary, int types) {
    JsonNode root = ConfigFile.read(path).root();
    JsonNode words = root.path("model").path("vocab");
    if (words.isEmpty()) {
      throw new InvalidBackboneException(path + ": model.vocab must hold the tokenizer's words");
    }
    JsonNode added = root.path("post_processor");
    long largest =
        LongStream.of(
                words.isArray() ? words.size() - 1 : largest(words),
                largest(root.path("added_tokens").findValues("id")),
                largest(specialIds(added)))
            .max()
            .orElseThrow();
    if (largest >= vocabulary) {
      throw new InvalidBackboneException(
          "%s: has a token with id %d, the model has word embeddings for ids below %d; they belong to different models"
              .formatted(path, largest, vocabulary));
    }
    long type = largest(added.findValues("type_id"));
    if (types > 1 && type >= types) {
      throw new InvalidBackboneException(
          "%s: post_processor gives token type %d, the model has type embeddings for types below %d; they belong to different models"
              .formatted(path, type, types));
    }
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Of what stands around a text: a template's "ids", or "cls" and "sep", each a token and its id.
   */
  private static List<JsonNode> specialIds(JsonNode postProcessor) {
    List<JsonNode> ids = new ArrayList<>();
    postProcessor.findValues("ids").forEach(list -> list.forEach(ids::add));
    postProcessor.findValues("cls").forEach(token -> ids.add(token.path(1)));
    postProcessor.findValues("sep").forEach(token -> ids.add(token.path(1)));
    return ids;
  }

  private static long largest(Iterable<JsonNode> numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .mapToLong(JsonNode::asLong)
        .max()
        .orElse(0);
  }
}
