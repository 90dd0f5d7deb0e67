package io.mptstreams.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mptstreams.schemas.config.ConfigValues;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * What the serde and the commands ask of a registry. Ids never change their meaning, so id to
 * schema and (subject, schema) to id are kept for good; "latest" and "no such id" for a while. Safe
 * for any number of threads. Every method may throw {@link RegistryException} (the registry said
 * no) and {@link RegistryUnavailableException} (nobody answered).
 */
public final class RegistryClient implements AutoCloseable {

  private record SubjectSchema(String subject, Schema schema) {}

  private record Latest(RegisteredSchema schema, Instant until) {}

  private final RegistryClientSettings settings;
  private final RegistryTransport transport;
  private final Clock clock;
  private final MissingIds missing;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
  private final Map<SubjectSchema, Integer> registered = new ConcurrentHashMap<>();
  private final Map<SubjectSchema, Integer> lookedUp = new ConcurrentHashMap<>();
  private final Map<String, Latest> latest = new ConcurrentHashMap<>();

  public RegistryClient(RegistryClientSettings settings) {
    this(settings, Clock.systemUTC());
  }

  RegistryClient(RegistryClientSettings settings, Clock clock) {
    this.settings = settings;
    this.transport = new RegistryTransport(settings);
    this.clock = clock;
    this.missing = new MissingIds(clock, settings.missingTtl());
  }

  /** With Confluent's configuration keys. */
  public static RegistryClient from(ConfigValues values) {
    return new RegistryClient(RegistryClientConfig.read(values));
  }

  /** Registers the schema unless it is there, and gives its id. */
  public int register(String subject, Schema schema, boolean normalize) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    Integer known = registered.get(key);
    if (known == null) {
      String path = "/subjects/" + encode(subject) + "/versions?normalize=" + normalize;
      known = id(transport.send("POST", path, body(schema)));
      registered.put(key, known);
      byId.putIfAbsent(known, schema);
    }
    return known;
  }

  /** The id of a schema that is registered under the subject. */
  public int lookup(String subject, Schema schema, boolean normalize) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    Integer known = lookedUp.get(key);
    if (known == null) {
      String path = "/subjects/" + encode(subject) + "?normalize=" + normalize;
      known = id(transport.send("POST", path, body(schema)));
      lookedUp.put(key, known);
    }
    return known;
  }

  /**
   * The schema with an id.
   *
   * @throws RegistryException with {@code isNotFound()} when the registry has no such id
   * @throws org.apache.avro.SchemaParseException when what it has is no Avro schema
   */
  public Schema schema(int id) {
    Schema known = byId.get(id);
    if (known != null) {
      return known;
    }
    if (missing.contains(id)) {
      throw new RegistryException(
          404, RegistryException.SCHEMA_NOT_FOUND, "schema " + id + " was not found a moment ago");
    }
    try {
      JsonNode answer = transport.send("GET", "/schemas/ids/" + id + "?fetchMaxId=false", null);
      Schema schema = SchemaDocuments.parse(answer, this::document);
      byId.put(id, schema);
      return schema;
    } catch (RegistryException e) {
      if (e.isNotFound()) {
        missing.add(id);
      }
      throw e;
    }
  }

  /** The newest version under a subject, at most {@code latest.cache.ttl.sec} old. */
  public RegisteredSchema latest(String subject) {
    Latest known = latest.get(subject);
    if (known != null && clock.instant().isBefore(known.until())) {
      return known.schema();
    }
    JsonNode answer =
        transport.send("GET", "/subjects/" + encode(subject) + "/versions/latest", null);
    RegisteredSchema schema =
        new RegisteredSchema(
            subject,
            answer.path("version").asInt(),
            id(answer),
            SchemaDocuments.parse(answer, this::document));
    latest.put(subject, new Latest(schema, clock.instant().plus(settings.latestTtl())));
    return schema;
  }

  /** All subjects. */
  public List<String> subjects() {
    List<String> names = new ArrayList<>();
    transport.send("GET", "/subjects", null).forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Whether the schema may become the subject's next version, under the subject's level. */
  public boolean isCompatible(String subject, Schema schema) {
    String path = "/compatibility/subjects/" + encode(subject) + "/versions?verbose=false";
    return transport.send("POST", path, body(schema)).path("is_compatible").asBoolean();
  }

  /** Ends waits before retries; from now on each request is one attempt. */
  public void stopRetrying() {
    transport.close();
  }

  @Override
  public void close() {
    transport.close();
  }

  /** Deleted ones too: what was written with a schema is read after its deletion as well. */
  private JsonNode document(String subject, int version) {
    String path = "/subjects/" + encode(subject) + "/versions/" + version + "?deleted=true";
    return transport.send("GET", path, null);
  }

  /** Something that answers 200 to everything is no registry, and nothing it says is final. */
  private static int id(JsonNode answer) {
    if (!answer.path("id").isInt()) {
      throw new RegistryException(200, 200, "the answer holds no id: " + answer);
    }
    return answer.path("id").asInt();
  }

  private static ObjectNode body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
