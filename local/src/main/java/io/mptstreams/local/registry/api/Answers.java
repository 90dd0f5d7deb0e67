package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mptstreams.local.registry.model.StoredSchema;
import java.util.Collection;

/** The shapes of the protocol's answers. */
final class Answers {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Answers() {}

  static ObjectNode object() {
    return JSON.objectNode();
  }

  static JsonNode text(String text) {
    return JSON.textNode(text);
  }

  static JsonNode number(int number) {
    return JSON.numberNode(number);
  }

  static ArrayNode numbers(Collection<Integer> numbers) {
    ArrayNode array = JSON.arrayNode();
    numbers.forEach(array::add);
    return array;
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /** A version with everything that is known of it. */
  static ObjectNode version(StoredSchema schema) {
    ObjectNode object = JSON.objectNode();
    object.put("subject", schema.subject());
    object.put("version", schema.version());
    object.put("id", schema.id());
    return schema.content().putInto(object);
  }

  static ObjectNode error(ApiError error, String message) {
    return JSON.objectNode().put("error_code", error.code()).put("message", message);
  }
}
