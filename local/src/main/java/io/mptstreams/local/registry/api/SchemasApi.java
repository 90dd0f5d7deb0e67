package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mptstreams.local.registry.model.StoredSchema;
import io.mptstreams.local.registry.store.ChangeLog;
import io.mptstreams.local.registry.store.RegistryState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** {@code /schemas}: schemas by id, across subjects. */
final class SchemasApi {

  private final ChangeLog log;
  private final RegistryState state;

  SchemasApi(ChangeLog log) {
    this.log = log;
    this.state = log.state();
  }

  JsonNode byId(ApiRequest request, String id) {
    StoredSchema schema = withId(id).get(0);
    ObjectNode answer = schema.content().putInto(Answers.object());
    if (request.flag("fetchMaxId")) {
      answer.put("maxId", state.highestId());
    }
    return answer;
  }

  JsonNode textById(String id) {
    return Answers.text(withId(id).get(0).content().text());
  }

  JsonNode subjectsOf(ApiRequest request, String id) {
    TreeSet<String> subjects = new TreeSet<>();
    shown(request, id).forEach(schema -> subjects.add(schema.subject()));
    return Answers.texts(request.page(List.copyOf(subjects)));
  }

  JsonNode versionsOf(ApiRequest request, String id) {
    ArrayNode answer = Answers.texts(List.of());
    for (StoredSchema schema : request.page(shown(request, id))) {
      answer.addObject().put("subject", schema.subject()).put("version", schema.version());
    }
    return answer;
  }

  JsonNode list(ApiRequest request) {
    String prefix = request.subjectPrefix();
    List<StoredSchema> found = new ArrayList<>();
    for (String subject : state.subjects()) {
      if (subject.startsWith(prefix)) {
        List<StoredSchema> versions =
            state.versions(subject).stream()
                .filter(schema -> request.flag("deleted") || !schema.deleted())
                .toList();
        boolean lastOnly = request.flag("latestOnly") && !versions.isEmpty();
        found.addAll(lastOnly ? versions.subList(versions.size() - 1, versions.size()) : versions);
      }
    }
    ArrayNode answer = Answers.texts(List.of());
    request.page(found).forEach(schema -> answer.add(Answers.version(schema)));
    return answer;
  }

  private List<StoredSchema> shown(ApiRequest request, String id) {
    boolean deleted = request.flag("deleted");
    return withId(id).stream().filter(schema -> deleted || !schema.deleted()).toList();
  }

  /**
   * An id that is not here may have been given by another instance a moment ago. Clients take "not
   * found" for final, so the log is read to its end before it is said.
   */
  private List<StoredSchema> withId(String text) {
    int id;
    try {
      id = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ApiError.NO_SUCH_PATH.with("HTTP 404 Not Found");
    }
    List<StoredSchema> found = state.withId(id);
    if (found.isEmpty()) {
      log.catchUp();
      found = state.withId(id);
    }
    if (found.isEmpty()) {
      throw ApiError.SCHEMA_NOT_FOUND.with("Schema " + id + " not found");
    }
    return found;
  }
}
