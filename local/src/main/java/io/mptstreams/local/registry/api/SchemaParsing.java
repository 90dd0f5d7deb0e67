package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.local.registry.model.NormalForm;
import io.mptstreams.local.registry.model.SchemaContent;
import io.mptstreams.local.registry.model.SchemaReference;
import io.mptstreams.local.registry.model.StoredSchema;
import io.mptstreams.local.registry.store.RegistryState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads schemas, with those that they refer to. */
final class SchemaParsing {

  /** A schema in both forms. */
  record Parsed(SchemaContent content, Schema schema) {}

  private static final int MAX_REFERRED = 100;

  private final RegistryState state;

  SchemaParsing(RegistryState state) {
    this.state = state;
  }

  /**
   * The schema of a request's body.
   *
   * @param normalize its text is to be in {@link NormalForm}
   * @throws ApiException INVALID_SCHEMA; BAD_REQUEST, as Confluent has it, for a schema that is no
   *     string
   */
  Parsed fromBody(JsonNode body, boolean normalize) {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.isEmpty() && !type.equals("AVRO")) {
      throw ApiError.INVALID_SCHEMA.with("Invalid schema type " + type + ", only AVRO is known");
    }
    JsonNode text = body.path("schema");
    if (text.isContainerNode()) {
      throw ApiError.BAD_REQUEST.with(
          "\"schema\" has to be a string that holds the schema's JSON, and was an "
              + (text.isObject() ? "object" : "array"));
    }
    if (text.isNull() || text.asText().isBlank()) {
      throw ApiError.INVALID_SCHEMA.with("Empty schema");
    }
    UnkeptFields.refuse(body, "parts of a schema", List.of("metadata", "ruleSet"));
    List<SchemaReference> references = new ArrayList<>();
    for (JsonNode one : body.path("references")) {
      references.add(
          new SchemaReference(
              one.path("name").asText(),
              one.path("subject").asText(),
              one.path("version").asInt()));
    }
    Parsed parsed = parse(new SchemaContent(text.asText(), references), true);
    return normalize ? new Parsed(normal(parsed.content()), parsed.schema()) : parsed;
  }

  /**
   * Whether a version is the schema that was asked for.
   *
   * @param normalize what has no meaning makes no difference
   */
  static boolean same(StoredSchema version, Parsed wanted, boolean normalize) {
    return version.content().equals(wanted.content())
        || (normalize && normal(version.content()).equals(wanted.content()));
  }

  private static SchemaContent normal(SchemaContent content) {
    return new SchemaContent(NormalForm.of(content.text()), content.references());
  }

  /** A stored schema, which was checked when it came. */
  Schema stored(StoredSchema schema) {
    return parse(schema.content(), false).schema();
  }

  private Parsed parse(SchemaContent content, boolean strict) {
    try {
      Map<String, Schema> referred = new LinkedHashMap<>();
      collect(content, referred, new HashSet<>());
      Schema schema = parser(referred, strict).parse(content.text());
      String text = schema.toString(List.copyOf(referred.values()), false);
      return new Parsed(new SchemaContent(text, content.references()), schema);
    } catch (ApiException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // Avro's parser answers some nonsense with a NullPointerException.
      throw ApiError.INVALID_SCHEMA.with("Invalid schema: " + e.getMessage());
    }
  }

  /** Every type that is defined there, inside others too: a schema may use any of them. */
  private void collect(
      SchemaContent content, Map<String, Schema> referred, Set<SchemaReference> seen) {
    for (SchemaReference reference : content.references()) {
      if (referred.containsKey(reference.name())) {
        continue; // two of the schemas referred to share a third
      }
      StoredSchema found =
          state.versions(reference.subject()).stream()
              .filter(schema -> schema.version() == reference.version())
              .findFirst()
              .orElseThrow(
                  () -> ApiError.INVALID_SCHEMA.with("No schema reference found for " + reference));
      seen.add(reference);
      if (seen.size() > MAX_REFERRED) {
        throw ApiError.INVALID_SCHEMA.with("more than " + MAX_REFERRED + " schemas referred to");
      }
      collect(found.content(), referred, seen);
      Schema.Parser parser = parser(referred, false);
      var unused = parser.parse(found.content().text());
      referred.putAll(parser.getTypes());
    }
  }

  private static Schema.Parser parser(Map<String, Schema> known, boolean strict) {
    return new Schema.Parser().setValidateDefaults(strict).addTypes(known.values());
  }
}
