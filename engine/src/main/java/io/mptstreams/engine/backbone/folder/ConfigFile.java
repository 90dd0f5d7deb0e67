package io.mptstreams.engine.backbone.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A JSON file of a model folder whose readers name file, key and expectation when it is wrong. */
public final class ConfigFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_SIZE = 1 << 24;

  private final Path path;
  private final JsonNode root;

  private ConfigFile(Path path, JsonNode root) {
    this.path = path;
    this.root = root;
  }

  /**
   * @throws InvalidBackboneException if it is missing or no JSON object
   */
  public static ConfigFile read(Path path) {
    JsonNode root = parse(path);
    if (!root.isObject()) {
      throw new InvalidBackboneException(path + ": must be a JSON object");
    }
    return new ConfigFile(path, root);
  }

  /**
   * @throws InvalidBackboneException if it is missing or no JSON array
   */
  static JsonNode readArray(Path path) {
    JsonNode root = parse(path);
    if (!root.isArray()) {
      throw new InvalidBackboneException(path + ": must be a JSON array");
    }
    return root;
  }

  private static JsonNode parse(Path path) {
    try {
      return JSON.readTree(Files.readAllBytes(path));
    } catch (JsonProcessingException e) {
      throw new InvalidBackboneException(path + ": must be JSON: " + e.getOriginalMessage(), e);
    } catch (NoSuchFileException e) {
      throw new InvalidBackboneException(path + ": there is no such file", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  /** The whole content. */
  public JsonNode root() {
    return root;
  }

  /** A whole number from 1 up to what any real model has. */
  public int size(String key) {
    JsonNode value = root.path(key);
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > LARGEST_SIZE) {
      throw wrong(key, "a whole number from 1 to " + LARGEST_SIZE);
    }
    return value.asInt();
  }

  /** A whole number from 0 up, or the given one where the key is absent. */
  public int number(String key, int absent) {
    JsonNode value = root.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    if (!value.isInt() || value.asInt() < 0 || value.asInt() > LARGEST_SIZE) {
      throw wrong(key, "a whole number from 0 to " + LARGEST_SIZE);
    }
    return value.asInt();
  }

  /** A number above 0 and below 1, or the given one where the key is absent. */
  public double fraction(String key, double absent) {
    JsonNode value = root.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    if (!value.isNumber() || !(value.asDouble() > 0 && value.asDouble() < 1)) {
      throw wrong(key, "a number between 0 and 1");
    }
    return value.asDouble();
  }

  public boolean flag(String key) {
    return root.path(key).asBoolean(false);
  }

  public boolean flag(String key, boolean absent) {
    return root.path(key).asBoolean(absent);
  }

  public String text(String key, String absent) {
    return root.path(key).asText(absent);
  }

  /** What to throw when a value is not what was expected. */
  public InvalidBackboneException wrong(String key, String expected) {
    return new InvalidBackboneException(
        "%s: %s must be %s, is %s"
            .formatted(path, key, expected, root.has(key) ? root.get(key) : "absent"));
  }
}
