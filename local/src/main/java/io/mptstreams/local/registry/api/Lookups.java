package io.mptstreams.local.registry.api;

import io.mptstreams.local.registry.model.CompatibilityLevel;
import io.mptstreams.local.registry.model.Mode;
import io.mptstreams.local.registry.model.StoredSchema;
import io.mptstreams.local.registry.store.RegistryState;
import java.util.List;
import java.util.Optional;

/** Questions to the state that several paths ask, with the refusals that go with them. */
final class Lookups {

  static final CompatibilityLevel DEFAULT_LEVEL = CompatibilityLevel.BACKWARD;

  private final RegistryState state;

  Lookups(RegistryState state) {
    this.state = state;
  }

  /** Versions that are not deleted, oldest first. */
  List<StoredSchema> live(String subject) {
    return state.versions(subject).stream().filter(schema -> !schema.deleted()).toList();
  }

  /**
   * Versions that a list shows, oldest first.
   *
   * @throws ApiException SUBJECT_NOT_FOUND when there are none
   */
  List<StoredSchema> listed(String subject, boolean deleted, boolean deletedOnly) {
    List<StoredSchema> found =
        state.versions(subject).stream()
            .filter(schema -> deletedOnly ? schema.deleted() : deleted || !schema.deleted())
            .toList();
    if (found.isEmpty()) {
      throw subjectNotFound(subject);
    }
    return found;
  }

  /**
   * One version.
   *
   * @param version a number, "latest" or "-1"
   */
  StoredSchema version(String subject, String version, boolean deleted) {
    int wanted = versionNumber(version);
    List<StoredSchema> found = listed(subject, deleted, false);
    if (wanted == -1) {
      return found.get(found.size() - 1);
    }
    return found.stream()
        .filter(schema -> schema.version() == wanted)
        .findFirst()
        .orElseThrow(() -> ApiError.VERSION_NOT_FOUND.with("Version " + version + " not found."));
  }

  static ApiException subjectNotFound(String subject) {
    return ApiError.SUBJECT_NOT_FOUND.with("Subject '" + subject + "' not found.");
  }

  static int versionNumber(String version) {
    if (version.equals("latest")) {
      return -1;
    }
    try {
      int number = Integer.parseInt(version);
      if (number >= 1 || number == -1) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalidVersion(version);
    }
    throw invalidVersion(version);
  }

  private static ApiException invalidVersion(String version) {
    return ApiError.INVALID_VERSION.with(
        "The specified version '%s' is not a valid version id. Allowed values are between"
                .formatted(version)
            + " [1, 2^31-1] and the string \"latest\"");
  }

  /** The level that holds for a subject. */
  CompatibilityLevel level(String subject) {
    return state
        .level(Optional.of(subject))
        .or(() -> state.level(Optional.empty()))
        .orElse(DEFAULT_LEVEL);
  }

  /** The mode that holds for a subject; the registry's READONLY_OVERRIDE wins over all. */
  Mode mode(Optional<String> subject) {
    Mode global = state.mode(Optional.empty()).orElse(Mode.READWRITE);
    return global == Mode.READONLY_OVERRIDE ? global : state.mode(subject).orElse(global);
  }

  /**
   * @param subject empty for what holds for all of them
   * @throws ApiException NOT_PERMITTED when it may only be read
   */
  void requireWritable(Optional<String> subject) {
    Mode mode = mode(subject);
    if (mode == Mode.READONLY || mode == Mode.READONLY_OVERRIDE) {
      throw ApiError.NOT_PERMITTED.with(
          subject.map(name -> "Subject '" + name + "'").orElse("The registry")
              + " is in read-only mode");
    }
  }
}
