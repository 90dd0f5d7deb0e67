package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mptstreams.local.registry.model.CompatibilityRule;
import io.mptstreams.local.registry.model.StoredSchema;
import java.util.List;

/** {@code /compatibility}: what a registration would say, without it. */
final class CompatibilityApi {

  private final Lookups lookups;
  private final SchemaParsing parsing;

  CompatibilityApi(Lookups lookups, SchemaParsing parsing) {
    this.lookups = lookups;
    this.parsing = parsing;
  }

  JsonNode withVersion(ApiRequest request, String subject, String version, JsonNode body) {
    return answer(request, subject, List.of(lookups.version(subject, version, false)), body);
  }

  JsonNode withAll(ApiRequest request, String subject, JsonNode body) {
    return answer(request, subject, lookups.live(subject), body);
  }

  private JsonNode answer(
      ApiRequest request, String subject, List<StoredSchema> old, JsonNode body) {
    List<String> violations =
        CompatibilityRule.violations(
            lookups.level(subject),
            parsing.fromBody(body, false).schema(),
            old.stream().map(parsing::stored).toList());
    ObjectNode answer = Answers.object().put("is_compatible", violations.isEmpty());
    if (request.flag("verbose")) {
      ArrayNode messages = answer.putArray("messages");
      violations.forEach(messages::add);
    }
    return answer;
  }
}
