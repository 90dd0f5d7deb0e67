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
import java.util.function.Supplier;
import org.apache.avro.Schema;

/** {@code POST /subjects/S/versions}: a schema becomes a version, or is one already. */
final class Registration {

  /**
   * What a client asked for beside the schema.
   *
   * @param id 0 and less for any
   * @param version 0 and less for any
   */
  private record Wanted(int id, int version) {

    boolean fits(StoredSchema schema) {
      return (id < 1 || id == schema.id()) && (version < 1 || version == schema.version());
    }
  }

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
    Wanted wanted = new Wanted(body.path("id").asInt(-1), body.path("version").asInt(-1));
    Supplier<Optional<StoredSchema>> existing = () -> existing(subject, parsed, wanted, normalize);
    Optional<StoredSchema> known = existing.get();
    if (known.isPresent()) {
      return known.get();
    }
    log.write(
        now -> existing.get().isPresent() ? List.of() : List.of(decide(subject, parsed, wanted)));
    return existing
        .get()
        .orElseThrow(() -> ApiError.STORE_FAILED.with("the new version was deleted meanwhile"));
  }

  private Optional<StoredSchema> existing(
      String subject, Parsed parsed, Wanted wanted, boolean normalize) {
    return lookups.live(subject).stream()
        .filter(wanted::fits)
        .filter(schema -> SchemaParsing.same(schema, parsed, normalize))
        .findFirst();
  }

  private LogEntry decide(String subject, Parsed parsed, Wanted wanted) {
    lookups.requireWritable(Optional.of(subject));
    if (lookups.mode(Optional.of(subject)) == Mode.IMPORT) {
      return imported(subject, parsed, wanted);
    }
    if (wanted.id() > 0) {
      throw ApiError.NOT_PERMITTED.with("Subject " + subject + " is not in import mode");
    }
    int version = nextVersion(subject);
    if (wanted.version() > 0 && wanted.version() != version) {
      throw ApiError.INVALID_SCHEMA.with(
          "Version " + wanted.version() + " is not the next version, which is " + version);
    }
    requireCompatible(subject, parsed);
    int newId = state.idOf(parsed.content()).orElse(state.highestId() + 1);
    return new LogEntry.SchemaWritten(
        new StoredSchema(subject, version, newId, parsed.content(), false));
  }

  private LogEntry imported(String subject, Parsed parsed, Wanted wanted) {
    int id = wanted.id();
    if (id < 1) {
      throw ApiError.NOT_PERMITTED.with(
          "Subject " + subject + " is in import mode: an id is needed");
    }
    List<StoredSchema> there = state.withId(id);
    if (!there.isEmpty() && !there.get(0).content().equals(parsed.content())) {
      throw ApiError.NOT_PERMITTED.with(
          "Overwrite new schema with id " + id + " is not permitted.");
    }
    int version = wanted.version() > 0 ? wanted.version() : nextVersion(subject);
    boolean taken = lookups.live(subject).stream().anyMatch(schema -> schema.version() == version);
    if (taken) {
      throw ApiError.NOT_PERMITTED.with("Version " + version + " is there already.");
    }
    return new LogEntry.SchemaWritten(
        new StoredSchema(subject, version, id, parsed.content(), false));
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
