package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;

/**
 * How schemas are written, in Confluent's configuration keys.
 *
 * @param subjects under which subject a topic's schema stands
 * @param autoRegister a schema that the subject has not yet is registered; otherwise refused
 * @param useLatest records are written in the subject's newest schema; wins only when {@code
 *     autoRegister} is off, as with Confluent's serializer
 * @param latestStrict the newest schema must be able to read this program's
 * @param normalize the registry compares schemas after normalizing them
 */
record RegistryFormatSettings(
    SubjectNames subjects,
    boolean autoRegister,
    boolean useLatest,
    boolean latestStrict,
    boolean normalize) {

  RegistryFormatSettings {
    if (autoRegister && useLatest) {
      throw new ConfigException(
          "use.latest.version", "true", "needs auto.register.schemas=false beside it");
    }
  }

  static RegistryFormatSettings from(ConfigValues values) {
    return new RegistryFormatSettings(
        SubjectNames.named(values.string(SubjectNames.KEY, "TopicNameStrategy")),
        values.bool("auto.register.schemas", true),
        values.bool("use.latest.version", false),
        values.bool("latest.compatibility.strict", true),
        values.bool("normalize.schemas", false));
  }
}
