package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.local.registry.model.CompatibilityLevel;
import io.mptstreams.local.registry.store.ChangeLog;
import io.mptstreams.local.registry.store.LogEntry;
import io.mptstreams.local.registry.store.RegistryState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code /config}: compatibility levels, of the registry and of subjects. */
final class ConfigApi {

  private static final List<String> UNKEPT =
      List.of(
          "alias",
          "normalize",
          "validateFields",
          "compatibilityGroup",
          "defaultMetadata",
          "overrideMetadata",
          "defaultRuleSet",
          "overrideRuleSet");

  private final ChangeLog log;
  private final RegistryState state;
  private final Lookups lookups;

  ConfigApi(ChangeLog log, Lookups lookups) {
    this.log = log;
    this.state = log.state();
    this.lookups = lookups;
  }

  JsonNode get(ApiRequest request, Optional<String> subject) {
    Optional<CompatibilityLevel> level = state.level(subject);
    if (subject.isEmpty() || request.flag("defaultToGlobal")) {
      level = level.or(() -> state.level(Optional.empty())).or(() -> defaultLevel());
    }
    return Answers.object()
        .put("compatibilityLevel", level.orElseThrow(() -> none(subject)).name());
  }

  /** Answers with another field's name than a GET, as the protocol has it. */
  JsonNode put(Optional<String> subject, JsonNode body) {
    subject.ifPresent(SubjectNamesRule::require);
    UnkeptFields.refuse(body, "settings", UNKEPT);
    String name = body.path("compatibility").asText("");
    CompatibilityLevel level;
    try {
      level = CompatibilityLevel.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw ApiError.INVALID_LEVEL.with(
          "Invalid compatibility level. Valid values are none, backward, forward, full,"
              + " backward_transitive, forward_transitive, and full_transitive");
    }
    log.write(now -> set(subject, Optional.of(level)));
    return Answers.object().put("compatibility", level.name());
  }

  /** Answers with the level that held before. */
  JsonNode delete(Optional<String> subject) {
    log.catchUp();
    CompatibilityLevel before =
        state
            .level(subject)
            .or(() -> subject.isEmpty() ? defaultLevel() : Optional.empty())
            .orElseThrow(() -> Lookups.subjectNotFound(subject.orElse("")));
    log.write(now -> set(subject, Optional.empty()));
    return Answers.object().put("compatibilityLevel", before.name());
  }

  private List<LogEntry> set(Optional<String> subject, Optional<CompatibilityLevel> level) {
    lookups.requireWritable(subject);
    return List.of(new LogEntry.LevelSet(subject, level));
  }

  private static Optional<CompatibilityLevel> defaultLevel() {
    return Optional.of(Lookups.DEFAULT_LEVEL);
  }

  private static ApiException none(Optional<String> subject) {
    return ApiError.NO_SUBJECT_LEVEL.with(
        "Subject '%s' does not have subject-level compatibility configured"
            .formatted(subject.orElse("")));
  }
}
