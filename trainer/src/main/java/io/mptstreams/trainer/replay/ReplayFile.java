package io.mptstreams.trainer.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.engine.text.Utf8;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads JSON Lines of {@code {"ts", "task", "id", "text", "text_pair", "label"}}; {@code ts} is in
 * milliseconds.
 */
public final class ReplayFile {

  /** A second object on a line would be lost without a word. */
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ReplayFile() {}

  /**
   * All events in the order of their times; {@code text_pair} is optional.
   *
   * @throws IOException naming file and line of what is no event or no Unicode, or the file that
   *     has none or is not UTF-8
   */
  public static List<ReplayEvent> read(Path file) throws IOException {
    List<ReplayEvent> events = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          String json = number == 1 ? Utf8.unmarked(line) : line;
          events.add(event(json, file + " line " + number));
        }
      }
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8", e);
    }
    if (events.isEmpty()) {
      throw new IOException(file + " has no events");
    }
    events.sort(Comparator.comparing(ReplayEvent::at));
    return events;
  }

  private static ReplayEvent event(String line, String place) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IOException(place + " is not JSON: " + e.getOriginalMessage(), e);
    }
    for (String field : List.of("ts", "task", "id", "text", "label")) {
      if (!node.hasNonNull(field)) {
        throw new IOException(place + " has no \"" + field + "\"");
      }
    }
    if (!node.get("ts").isIntegralNumber()) {
      throw new IOException(
          place + " has a \"ts\" that is no whole number of milliseconds: " + node.get("ts"));
    }
    return new ReplayEvent(
        Instant.ofEpochMilli(node.get("ts").asLong()),
        node.get("task").asText(),
        node.get("id").asText(),
        text(node.get("text"), place),
        node.hasNonNull("text_pair")
            ? Optional.of(text(node.get("text_pair"), place))
            : Optional.empty(),
        node.get("label").asText());
  }

  /** JSON may escape half of a character, which no tokenizer takes. */
  private static String text(JsonNode node, String place) throws IOException {
    if (!node.isTextual()) {
      throw new IOException(place + " has a text that is no string");
    }
    String text = node.asText();
    try {
      Utf8.bytes(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(place + " has a text with an " + e.getMessage(), e);
    }
    return text;
  }
}
