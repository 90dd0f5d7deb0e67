package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.local.registry.model.Mode;
import io.mptstreams.local.registry.store.ChangeLog;
import io.mptstreams.local.registry.store.LogEntry;
import io.mptstreams.local.registry.store.RegistryState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code /mode}: what clients may do, in the registry and under subjects. */
final class ModeApi {

  private final ChangeLog log;
  private final RegistryState state;
  private final Lookups lookups;

  ModeApi(ChangeLog log, Lookups lookups) {
    this.log = log;
    this.state = log.state();
    this.lookups = lookups;
  }

  JsonNode get(ApiRequest request, Optional<String> subject) {
    Optional<Mode> mode = state.mode(subject);
    if (subject.isEmpty() || request.flag("defaultToGlobal")) {
      mode = mode.or(() -> state.mode(Optional.empty())).or(() -> Optional.of(Mode.READWRITE));
    }
    return Answers.object().put("mode", mode.orElseThrow(() -> none(subject)).name());
  }

  JsonNode put(ApiRequest request, Optional<String> subject, JsonNode body) {
    subject.ifPresent(SubjectNamesRule::require);
    Mode mode;
    try {
      mode = Mode.valueOf(body.path("mode").asText("").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw ApiError.INVALID_MODE.with(
          "Invalid mode. Valid values are READWRITE, READONLY, READONLY_OVERRIDE and IMPORT");
    }
    log.write(
        now -> {
          boolean becomesImport = mode == Mode.IMPORT && lookups.mode(subject) != Mode.IMPORT;
          if (becomesImport && !request.flag("force") && hasSchemas(subject)) {
            throw ApiError.NOT_PERMITTED.with("Cannot import since found existing subjects");
          }
          return List.of(new LogEntry.ModeSet(subject, Optional.of(mode)));
        });
    return Answers.object().put("mode", mode.name());
  }

  /** Answers with the mode that held before. */
  JsonNode delete(Optional<String> subject) {
    log.catchUp();
    Mode before =
        state
            .mode(subject)
            .or(() -> subject.isEmpty() ? Optional.of(Mode.READWRITE) : Optional.empty())
            .orElseThrow(() -> Lookups.subjectNotFound(subject.orElse("")));
    log.write(now -> List.of(new LogEntry.ModeSet(subject, Optional.empty())));
    return Answers.object().put("mode", before.name());
  }

  private boolean hasSchemas(Optional<String> subject) {
    List<String> subjects = subject.map(List::of).orElseGet(state::subjects);
    return subjects.stream().anyMatch(name -> !lookups.live(name).isEmpty());
  }

  private static ApiException none(Optional<String> subject) {
    return ApiError.NO_SUBJECT_MODE.with(
        "Subject '%s' does not have subject-level mode configured".formatted(subject.orElse("")));
  }
}
