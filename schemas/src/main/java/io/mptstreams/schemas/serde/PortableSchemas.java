package io.mptstreams.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Schemas as other languages should see them: without the properties that only tell Java's code
 * generator which string class to use. Safe for any number of threads.
 */
final class PortableSchemas {

  private static final String JAVA_STRING = "avro.java.string";

  private final Map<Schema, Schema> portable = new ConcurrentHashMap<>();
  private final ObjectMapper json = new ObjectMapper();

  Schema of(Schema own) {
    return portable.computeIfAbsent(own, this::strip);
  }

  private Schema strip(Schema own) {
    try {
      JsonNode document = json.readTree(own.toString());
      document.findParents(JAVA_STRING).forEach(node -> ((ObjectNode) node).remove(JAVA_STRING));
      return new Schema.Parser().parse(document.toString());
    } catch (JsonProcessingException e) {
      throw new AssertionError("a schema prints itself as JSON", e);
    }
  }
}
