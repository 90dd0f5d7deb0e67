package io.mptstreams.local.registry.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A schema's text without what has no meaning in it: attributes in a fixed order, those that Avro
 * does not know by name, aliases by name. What Avro's own printing leaves out (spaces, repeated
 * namespaces, the usual sort order) is gone before.
 */
public final class NormalForm {

  private static final List<String> KNOWN =
      List.of(
          "type",
          "name",
          "namespace",
          "doc",
          "aliases",
          "symbols",
          "size",
          "items",
          "values",
          "fields",
          "default",
          "order",
          "logicalType");

  private static final Comparator<String> ORDER =
      Comparator.<String>comparingInt(
              name -> KNOWN.contains(name) ? KNOWN.indexOf(name) : KNOWN.size())
          .thenComparing(Comparator.naturalOrder());

  private static final ObjectMapper JSON = new ObjectMapper();

  private NormalForm() {}

  /**
   * @param text as Avro prints a schema
   */
  public static String of(String text) {
    try {
      return JSON.writeValueAsString(sorted(JSON.readTree(text), true));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a schema's text: " + text, e);
    }
  }

  /**
   * @param schema a part of a schema, and not a value in it
   */
  private static JsonNode sorted(JsonNode node, boolean schema) {
    if (node.isArray()) {
      ArrayNode array = JSON.createArrayNode();
      node.forEach(element -> array.add(sorted(element, schema)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    names.sort(ORDER);
    ObjectNode object = JSON.createObjectNode();
    for (String name : names) {
      boolean part = schema && KNOWN.contains(name) && !name.equals("default");
      JsonNode value = sorted(node.get(name), part);
      object.set(name, part && name.equals("aliases") ? byName(value) : value);
    }
    return object;
  }

  private static JsonNode byName(JsonNode aliases) {
    ArrayNode array = JSON.createArrayNode();
    List<JsonNode> all = new ArrayList<>();
    aliases.forEach(all::add);
    all.sort(Comparator.comparing(JsonNode::asText));
    return array.addAll(all);
  }
}
