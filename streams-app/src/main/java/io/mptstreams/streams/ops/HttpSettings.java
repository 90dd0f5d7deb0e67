package io.mptstreams.streams.ops;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;

/**
 * Where the scorer answers people and probes.
 *
 * @param host an address of this machine; the loopback one unless told otherwise
 * @param port 0 takes any free one, -1 none at all
 */
public record HttpSettings(String host, int port) {

  public HttpSettings {
    if (port < -1 || port > 65_535) {
      throw new ConfigException("http.port", Integer.toString(port), "must be from -1 to 65535");
    }
  }

  /** Reads {@code http.host} and {@code http.port}. */
  public static HttpSettings from(ConfigValues values) {
    return new HttpSettings(
        values.string("http.host", "127.0.0.1"), values.integer("http.port", 8090));
  }
}
