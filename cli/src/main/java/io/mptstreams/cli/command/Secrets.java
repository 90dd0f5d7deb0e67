package io.mptstreams.cli.command;

import io.mptstreams.cli.config.ConfigSetting;
import java.util.Locale;
import java.util.stream.Stream;

/** Keeps passwords off the screen. */
final class Secrets {

  private Secrets() {}

  static ConfigSetting hidden(ConfigSetting setting) {
    String key = setting.key().toLowerCase(Locale.ROOT);
    boolean secret =
        Stream.of("password", "secret", "auth.token", "user.info", "jaas").anyMatch(key::contains);
    return secret && !setting.value().isEmpty()
        ? new ConfigSetting(setting.key(), "***", setting.layer())
        : setting;
  }
}
