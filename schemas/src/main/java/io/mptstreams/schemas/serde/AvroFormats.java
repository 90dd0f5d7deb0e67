package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.registry.RegistryClient;
import io.mptstreams.schemas.registry.RegistryClientConfig;
import io.mptstreams.schemas.registry.RegistryClientSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/**
 * Chooses who writes and reads the bytes: the classes that the configuration names, else those that
 * the build names (its profile {@code confluent} names Confluent's), else this project's own.
 */
final class AvroFormats {

  private static final String BUILD = "serde-build.properties";

  private AvroFormats() {}

  static AvroFormat from(Map<String, String> config) {
    ConfigValues values = new ConfigValues(SerdeKeys.select(new ConfigValues(config)));
    Properties build = build();
    String serializer = chosen(values, build, SerdeKeys.SERIALIZER);
    String deserializer = chosen(values, build, SerdeKeys.DESERIALIZER);
    if (serializer.isEmpty() != deserializer.isEmpty()) {
      String missing = serializer.isEmpty() ? SerdeKeys.SERIALIZER : SerdeKeys.DESERIALIZER;
      throw new ConfigException(missing, null, "is missing; both classes are needed or none");
    }
    return serializer.isEmpty()
        ? builtin(values)
        : new ForeignAvroFormat(serializer, deserializer, config);
  }

  /** Others' classes may know more keys than these; here a mistyped one would go unnoticed. */
  private static AvroFormat builtin(ConfigValues values) {
    RegistryFormatSettings settings = RegistryFormatSettings.from(values);
    RegistryClientSettings client = RegistryClientConfig.read(values);
    values.rejectUnknown();
    return new RegistryAvroFormat(new RegistryClient(client), settings);
  }

  /** Empty for this project's own. */
  private static String chosen(ConfigValues values, Properties build, String key) {
    String name = values.string(key, build.getProperty(key, "").trim());
    return name.equals(SerdeKeys.BUILTIN) ? "" : name;
  }

  private static Properties build() {
    Properties properties = new Properties();
    try (InputStream in = AvroFormats.class.getResourceAsStream(BUILD)) {
      if (in == null) {
        throw new IllegalStateException(BUILD + " is not beside " + AvroFormats.class);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
