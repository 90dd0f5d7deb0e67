package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mptstreams.local.registry.api.SchemaParsing.Parsed;
import io.mptstreams.local.registry.model.StoredSchema;
import io.mptstreams.local.registry.store.RegistryState;
import java.util.List;

/** {@code /subjects}: names, their versions, what is under one of them. */
final class SubjectsApi {

  private static final String NORMALIZE = "normalize";

  private final RegistryState state;
  private final Lookups lookups;
  private final SchemaParsing parsing;
  private final Registration registration;
  private final Deletion deletion;

  SubjectsApi(
      RegistryState state,
      Lookups lookups,
      SchemaParsing parsing,
      Registration registration,
      Deletion deletion) {
    this.state = state;
    this.lookups = lookups;
    this.parsing = parsing;
    this.registration = registration;
    this.deletion = deletion;
  }

  JsonNode list(ApiRequest request) {
    String prefix = request.subjectPrefix();
    boolean deletedOnly = request.flag("deletedOnly");
    boolean deleted = request.flag("deleted");
    List<String> found =
        state.subjects().stream()
            .filter(subject -> subject.startsWith(prefix))
            .filter(
                subject -> {
                  boolean live = !lookups.live(subject).isEmpty();
                  return deletedOnly ? !live : deleted || live;
                })
            .toList();
    return Answers.texts(request.page(found));
  }

  JsonNode versions(ApiRequest request, String subject) {
    List<StoredSchema> found =
        lookups.listed(subject, request.flag("deleted"), request.flag("deletedOnly"));
    return Answers.numbers(request.page(found.stream().map(StoredSchema::version).toList()));
  }

  JsonNode version(ApiRequest request, String subject, String version) {
    return Answers.version(lookups.version(subject, version, request.flag("deleted")));
  }

  JsonNode text(ApiRequest request, String subject, String version) {
    StoredSchema schema = lookups.version(subject, version, request.flag("deleted"));
    return Answers.text(schema.content().text());
  }

  JsonNode referredBy(ApiRequest request, String subject, String version) {
    StoredSchema target = lookups.version(subject, version, true);
    List<Integer> ids =
        deletion.referringTo(target, request.flag("deleted")).stream()
            .map(StoredSchema::id)
            .distinct()
            .toList();
    return Answers.numbers(request.page(ids));
  }

  JsonNode register(ApiRequest request, String subject, JsonNode body) {
    StoredSchema schema = registration.register(subject, body, request.flag(NORMALIZE));
    ObjectNode answer = Answers.object().put("id", schema.id());
    return schema.content().putInto(answer.put("version", schema.version()));
  }

  /** The version under which a schema stands. */
  JsonNode lookup(ApiRequest request, String subject, JsonNode body) {
    boolean normalize = request.flag(NORMALIZE);
    Parsed parsed = parsing.fromBody(body, normalize);
    return lookups.listed(subject, request.flag("deleted"), false).stream()
        .filter(schema -> SchemaParsing.same(schema, parsed, normalize))
        .findFirst()
        .map(Answers::version)
        .orElseThrow(() -> ApiError.SCHEMA_NOT_FOUND.with("Schema not found"));
  }

  JsonNode delete(ApiRequest request, String subject) {
    return Answers.numbers(deletion.subject(subject, request.flag("permanent")));
  }

  JsonNode delete(ApiRequest request, String subject, String version) {
    return Answers.number(deletion.version(subject, version, request.flag("permanent")));
  }
}
