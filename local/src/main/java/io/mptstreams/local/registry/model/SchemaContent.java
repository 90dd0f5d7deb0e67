package io.mptstreams.local.registry.model;

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
}
