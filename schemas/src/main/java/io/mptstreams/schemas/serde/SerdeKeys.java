package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.config.ConfigValues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configuration keys that belong to {@link AvroSerdes}, nearly all with Confluent's names. */
public final class SerdeKeys {

  /** Class of the serializer to use instead of this project's own. */
  public static final String SERIALIZER = "avro.serializer.class";

  /** Class of the deserializer to use instead of this project's own. */
  public static final String DESERIALIZER = "avro.deserializer.class";

  /** In place of a class: this project's own, also where the build chose others. */
  public static final String BUILTIN = "builtin";

  /** What stands under it goes, without it, to such classes alone. */
  static final String FOREIGN = "serde.";

  private static final List<String> NAMES =
      List.of(
          SERIALIZER,
          DESERIALIZER,
          SubjectNames.KEY,
          "auto.register.schemas",
          "use.latest.version",
          "latest.compatibility.strict",
          "normalize.schemas",
          "http.connect.timeout.ms",
          "http.read.timeout.ms",
          "max.retries",
          "retries.wait.ms",
          "retries.max.wait.ms",
          "missing.id.cache.ttl.sec",
          "latest.cache.ttl.sec");

  /** Everything under these belongs to the serdes too. */
  private static final List<String> PREFIXES =
      List.of("schema.registry.", "basic.auth.", "bearer.auth.", FOREIGN);

  private SerdeKeys() {}

  /** Keys by their full name. */
  public static List<String> names() {
    return NAMES;
  }

  /** Prefixes whose keys all belong here. */
  public static List<String> prefixes() {
    return PREFIXES;
  }

  /** A program's values that belong to the serdes; they count as known afterwards. */
  public static Map<String, String> select(ConfigValues values) {
    Map<String, String> selected = new TreeMap<>();
    for (String name : NAMES) {
      values.optional(name).ifPresent(value -> selected.put(name, value));
    }
    for (String prefix : PREFIXES) {
      values.withPrefix(prefix).forEach((rest, value) -> selected.put(prefix + rest, value));
    }
    return selected;
  }
}
