package io.mptstreams.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Reads a registry's answer as an Avro schema, with the schemas that it refers to. */
final class SchemaDocuments {

  private static final int MAX_DOCUMENTS = 100;

  private final BiFunction<String, Integer, JsonNode> fetch;

  /** Knows every type that a document before has defined, those inside others too. */
  private final Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);

  private final Set<String> seen = new HashSet<>();

  private SchemaDocuments(BiFunction<String, Integer, JsonNode> fetch) {
    this.fetch = fetch;
  }

  /**
   * @param fetch the answer for a subject and version, for references
   * @throws SchemaParseException when it is no Avro schema, or refers to too many others
   */
  static Schema parse(JsonNode answer, BiFunction<String, Integer, JsonNode> fetch) {
    return new SchemaDocuments(fetch).parse(answer);
  }

  private Schema parse(JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new SchemaParseException("the schema is " + type + ", not AVRO");
    }
    if (!answer.path("schema").isTextual()) {
      throw new RegistryException(200, 200, "the answer holds no schema");
    }
    for (JsonNode reference : answer.path("references")) {
      String subject = reference.path("subject").asText();
      int version = reference.path("version").asInt();
      if (seen.add(subject + "/" + version)) {
        if (seen.size() > MAX_DOCUMENTS) {
          throw new SchemaParseException("the schema refers to too many others");
        }
        var unused = parse(fetch.apply(subject, version));
      }
    }
    try {
      return parser.parse(answer.path("schema").asText());
    } catch (SchemaParseException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // Avro's parser answers some nonsense with a NullPointerException.
      throw new SchemaParseException(e);
    }
  }
}
