package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mptstreams.local.registry.model.CompatibilityRule;
import io.mptstreams.local.registry.model.StoredSchema;
import java.util.List;
import org.apache.avro.Schema;

/** {@code /compatibility}: what a registration would say, without it. */
final class CompatibilityApi {

  private final Lookups lookups;
  private final SchemaParsing parsing;

  CompatibilityApi(Lookups lookups, SchemaParsing parsing) {
    this.lookups = lookups;
    this.parsing = parsing;
  }

  JsonNode withVersion(ApiRequest request, String subject, String version, JsonNode body) {
    boolean latest = Lookups.versionNumber(version) == -1;
    List<StoredSchema> old =
        latest && lookups.live(subject).isEmpty()
            ? List.of()
            : List.of(lookups.version(subject, version, false));
    return answer(request, subject, old, body);
  }

  JsonNode withAll(ApiRequest request, String subject, JsonNode body) {
    return answer(request, subject, lookups.live(subject), body);
  }

  private JsonNode answer(
      ApiRequest request, String subject, List<StoredSchema> old, JsonNode body) {
    boolean verbose = request.flag("verbose");
    List<String> violations = violations(subject, old, body, verbose);
    ObjectNode answer = Answers.object().put("is_compatible", violations.isEmpty());
    if (verbose) {
      ArrayNode messages = answer.putArray("messages");
      violations.forEach(messages::add);
    }
    return answer;
  }

  /**
   * @param verbose what is no schema at all is one more reason, and not a refusal
   */
  private List<String> violations(
      String subject, List<StoredSchema> old, JsonNode body, boolean verbose) {
    Schema candidate;
    try {
      candidate = parsing.fromBody(body, false).schema();
    } catch (ApiException e) {
      if (verbose && e.error() == ApiError.INVALID_SCHEMA) {
        return List.of(e.getMessage());
      }
      throw e;
    }
    return CompatibilityRule.violations(
        lookups.level(subject), candidate, old.stream().map(parsing::stored).toList());
  }
}
