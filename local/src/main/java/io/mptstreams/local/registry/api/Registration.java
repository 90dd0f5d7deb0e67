package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.local.registry.api.SchemaParsing.Parsed;
import io.mptstreams.local.registry.model.CompatibilityLevel;
import io.mptstreams.local.registry.model.CompatibilityRule;
import io.mptstreams.local.registry.model.Mode;
import io.mptstreams.local.registry.model.StoredSchema;
import io.mptstreams.local.registry.store.ChangeLog;
import io.mptstreams.local.registry.store.LogEntry;
import io.mptstreams.local.registry.store.RegistryState;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** {@code POST /subjects/S/versions}: a schema becomes a version, or is one already. */
final class Registration {

  private final ChangeLog log;
  private final RegistryState state;
  private final Lookups lookups;
  private final SchemaParsing parsing;

  Registration(ChangeLog log, Lookups lookups, SchemaParsing parsing) {
    this.log = log;
    this.state = log.state();
    this.lookups = lookups;
    this.parsing = parsing;
  }

  /**
   * @param normalize a schema that differs in nothing that has a meaning is the same one
   */
  StoredSchema register(String subject, JsonNode body, boolean normalize) {
    SubjectNamesRule.require(subject);
    Parsed parsed = parsing.fromBody(body, normalize);
    Optional<StoredSchema> known = existing(subject, parsed, normalize);
    if (known.isPresent()) {
      return known.get();
    }
    log.write(
        now ->
            existing(subject, parsed, normalize).isPresent()
                ? List.of()
                : decide(subject, parsed, body));
    return existing(subject, parsed, normalize)
        .orElseThrow(() -> ApiError.STORE_FAILED.with("the new version was deleted meanwhile"));
  }

  private Optional<StoredSchema> existing(String subject, Parsed parsed, boolean normalize) {
    return lookups.live(subject).stream()
        .filter(schema -> SchemaParsing.same(schema, parsed, normalize))
        .findFirst();
  }

  private List<LogEntry> decide(String subject, Parsed parsed, JsonNode body) {
    lookups.requireWritable(subject);
    int id = body.path("id").asInt(-1);
    int version = body.path("version").asInt(-1);
    if (lookups.mode(subject) == Mode.IMPORT) {
      return List.of(imported(subject, parsed, id, version));
    }
    if (id > 0) {
      throw ApiError.NOT_PERMITTED.with("Subject " + subject + " is not in import mode");
    }
    requireCompatible(subject, parsed);
    int newId = state.idOf(parsed.content()).orElse(state.highestId() + 1);
    return List.of(
        new LogEntry.SchemaWritten(
            new StoredSchema(subject, nextVersion(subject), newId, parsed.content(), false)));
  }

  private LogEntry imported(String subject, Parsed parsed, int id, int version) {
    if (id < 1) {
      throw ApiError.NOT_PERMITTED.with(
          "Subject " + subject + " is in import mode: an id is needed");
    }
    List<StoredSchema> there = state.withId(id);
    if (!there.isEmpty() && !there.get(0).content().equals(parsed.content())) {
      throw ApiError.NOT_PERMITTED.with(
          "Overwrite new schema with id " + id + " is not permitted.");
    }
    int wanted = version > 0 ? version : nextVersion(subject);
    boolean taken = state.versions(subject).stream().anyMatch(schema -> schema.version() == wanted);
    if (taken) {
      throw ApiError.NOT_PERMITTED.with("Version " + wanted + " is there already.");
    }
    return new LogEntry.SchemaWritten(
        new StoredSchema(subject, wanted, id, parsed.content(), false));
  }

  private int nextVersion(String subject) {
    List<StoredSchema> all = state.versions(subject);
    return all.isEmpty() ? 1 : all.get(all.size() - 1).version() + 1;
  }

  private void requireCompatible(String subject, Parsed parsed) {
    CompatibilityLevel level = lookups.level(subject);
    List<Schema> old = lookups.live(subject).stream().map(parsing::stored).toList();
    List<String> violations = CompatibilityRule.violations(level, parsed.schema(), old);
    if (!violations.isEmpty()) {
      throw ApiError.INCOMPATIBLE.with(
          "Schema being registered is incompatible with an earlier schema for subject \"%s\", level %s: %s"
              .formatted(subject, level, violations));
    }
  }
}
