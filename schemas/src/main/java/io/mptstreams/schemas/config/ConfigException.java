package io.mptstreams.schemas.config;

import java.util.Locale;

/** A setting that is wrong: names the key, its value unless it is a secret, and what is wrong. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConfigException(String key, String value, String problem) {
    super(key + " " + problem + (value == null ? "" : ", was \"" + shown(key, value) + "\""));
  }

  /** What a record of settings refused, in its own words. */
  public ConfigException(IllegalArgumentException refused) {
    super(refused.getMessage(), refused);
  }

  private static String shown(String key, String value) {
    String lower = key.toLowerCase(Locale.ROOT);
    boolean secret =
        lower.contains("password")
            || lower.contains("secret")
            || lower.contains("token")
            || lower.contains("user.info")
            || lower.contains("jaas");
    return secret ? "***" : value;
  }
}
