package io.mptstreams.local.registry.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What makes two schemas the same one: the same content has the same id under every subject.
 *
 * @param text the schema as Avro prints it, references by name
 */
public record SchemaContent(String text, List<SchemaReference> references) {

  public SchemaContent {
    references = List.copyOf(references);
  }

  /** Puts schema and references, if there are any, as the protocol and the log have them. */
  public ObjectNode putInto(ObjectNode object) {
    if (!references.isEmpty()) {
      ArrayNode array = object.putArray("references");
      for (SchemaReference one : references) {
        array
            .addObject()
            .put("name", one.name())
            .put("subject", one.subject())
            .put("version", one.version());
      }
    }
    return object.put("schema", text);
  }
}
