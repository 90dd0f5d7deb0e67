package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.local.registry.store.ChangeLog;
import io.mptstreams.local.registry.store.EntryTooLargeException;
import io.mptstreams.local.registry.store.RegistryState;
import io.mptstreams.local.registry.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confluent's REST protocol for Avro: every request gets an answer, refusals with the protocol's
 * error codes. Query parameters that are not known are ignored. Safe for any number of threads.
 */
public final class RegistryApi {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryApi.class);

  private final ObjectMapper json = new ObjectMapper();
  private final SchemasApi schemas;
  private final SubjectsApi subjects;
  private final CompatibilityApi compatibility;
  private final ConfigApi config;
  private final ModeApi mode;

  public RegistryApi(ChangeLog log) {
    RegistryState state = log.state();
    Lookups lookups = new Lookups(state);
    SchemaParsing parsing = new SchemaParsing(state);
    Registration registration = new Registration(log, lookups, parsing);
    this.schemas = new SchemasApi(log);
    this.subjects =
        new SubjectsApi(state, lookups, parsing, registration, new Deletion(log, lookups));
    this.compatibility = new CompatibilityApi(lookups, parsing);
    this.config = new ConfigApi(log, lookups);
    this.mode = new ModeApi(log, lookups);
  }

  /** Answers one request; never throws for anything that a client sent. */
  public ApiResponse handle(ApiRequest request) {
    try {
      return new ApiResponse(200, route(request));
    } catch (ApiException e) {
      return refusal(e.error(), e.getMessage());
    } catch (EntryTooLargeException e) {
      return refusal(ApiError.SCHEMA_TOO_LARGE, e.getMessage());
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("path", request.path()).setCause(e).log("the log did not answer");
      return refusal(ApiError.STORE_FAILED, e.getMessage());
    }
  }

  /** The answer to a request that could not even be read. */
  public static ApiResponse refusal(ApiError error, String message) {
    return new ApiResponse(error.status(), Answers.error(error, message));
  }

  private JsonNode route(ApiRequest request) {
    List<String> path = request.path();
    if (path.isEmpty()) {
      return only(request, "GET", Answers.object());
    }
    return switch (path.get(0)) {
      case "subjects" -> subjects(request, path);
      case "schemas" -> schemas(request, path);
      case "compatibility" -> compatibility(request, path);
      case "config" -> config(request, path);
      case "mode" -> mode(request, path);
      case "contexts" -> only(request, "GET", Answers.texts(List.of(".")));
      default -> throw noSuchPath();
    };
  }

  private JsonNode subjects(ApiRequest request, List<String> path) {
    if (path.size() > 2 && !path.get(2).equals("versions")) {
      throw noSuchPath();
    }
    return switch (request.method() + " " + path.size()) {
      case "GET 1" -> subjects.list(request);
      case "POST 2" -> subjects.lookup(request, path.get(1), body(request));
      case "DELETE 2" -> subjects.delete(request, path.get(1));
      case "GET 3" -> subjects.versions(request, path.get(1));
      case "POST 3" -> subjects.register(request, path.get(1), body(request));
      case "GET 4" -> subjects.version(request, path.get(1), path.get(3));
      case "DELETE 4" -> subjects.delete(request, path.get(1), path.get(3));
      case "GET 5" ->
          switch (path.get(4)) {
            case "schema" -> subjects.text(request, path.get(1), path.get(3));
            case "referencedby" -> subjects.referredBy(request, path.get(1), path.get(3));
            default -> throw noSuchPath();
          };
      default -> throw notAllowed(path.size() <= 5);
    };
  }

  private JsonNode schemas(ApiRequest request, List<String> path) {
    requireGet(request);
    if (path.size() == 1) {
      return schemas.list(request);
    }
    if (path.size() == 2 && path.get(1).equals("types")) {
      return Answers.texts(List.of("AVRO"));
    }
    if (path.size() < 3 || path.size() > 4 || !path.get(1).equals("ids")) {
      throw noSuchPath();
    }
    return switch (path.size() == 3 ? "" : path.get(3)) {
      case "" -> schemas.byId(request, path.get(2));
      case "schema" -> schemas.textById(path.get(2));
      case "subjects" -> schemas.subjectsOf(request, path.get(2));
      case "versions" -> schemas.versionsOf(request, path.get(2));
      default -> throw noSuchPath();
    };
  }

  private JsonNode compatibility(ApiRequest request, List<String> path) {
    boolean known =
        path.size() >= 4
            && path.size() <= 5
            && path.get(1).equals("subjects")
            && path.get(3).equals("versions");
    if (!known || !request.method().equals("POST")) {
      throw notAllowed(known);
    }
    return path.size() == 4
        ? compatibility.withAll(request, path.get(2), body(request))
        : compatibility.withVersion(request, path.get(2), path.get(4), body(request));
  }

  private JsonNode config(ApiRequest request, List<String> path) {
    Optional<String> subject = optionalSubject(path);
    return switch (request.method()) {
      case "GET" -> config.get(request, subject);
      case "PUT" -> config.put(subject, body(request));
      case "DELETE" -> config.delete(subject);
      default -> throw notAllowed(true);
    };
  }

  private JsonNode mode(ApiRequest request, List<String> path) {
    Optional<String> subject = optionalSubject(path);
    return switch (request.method()) {
      case "GET" -> mode.get(request, subject);
      case "PUT" -> mode.put(request, subject, body(request));
      case "DELETE" -> mode.delete(subject);
      default -> throw notAllowed(true);
    };
  }

  private static Optional<String> optionalSubject(List<String> path) {
    if (path.size() > 2) {
      throw noSuchPath();
    }
    return path.size() == 1 ? Optional.empty() : Optional.of(path.get(1));
  }

  private JsonNode body(ApiRequest request) {
    try {
      JsonNode body = json.readTree(request.body());
      if (body.isObject()) {
        return body;
      }
    } catch (IOException e) {
      throw ApiError.BAD_REQUEST.with("the body is not JSON: " + e.getMessage());
    }
    throw ApiError.BAD_REQUEST.with("the body is not a JSON object");
  }

  private static JsonNode only(ApiRequest request, String method, JsonNode answer) {
    if (!request.method().equals(method)) {
      throw notAllowed(true);
    }
    return answer;
  }

  private static void requireGet(ApiRequest request) {
    if (!request.method().equals("GET")) {
      throw notAllowed(true);
    }
  }

  private static ApiException notAllowed(boolean pathExists) {
    return pathExists
        ? ApiError.METHOD_NOT_ALLOWED.with("HTTP 405 Method Not Allowed")
        : noSuchPath();
  }

  private static ApiException noSuchPath() {
    return ApiError.NO_SUCH_PATH.with("HTTP 404 Not Found");
  }
}
