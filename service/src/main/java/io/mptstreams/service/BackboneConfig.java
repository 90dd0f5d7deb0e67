package io.mptstreams.service;

import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;

/** Reads {@code backbone.*}, which means the same to scorer, trainer and commands. */
public final class BackboneConfig {

  private BackboneConfig() {}

  /**
   * @throws ConfigException if {@code backbone.threads} is no whole number
   * @throws IllegalArgumentException naming the key that is wrong
   */
  public static BackboneSettings from(ConfigValues values) {
    return from(values, values.integer("backbone.threads", BackboneSettings.defaults().threads()));
  }

  /**
   * With threads that the caller chose; {@code backbone.threads} is not read.
   *
   * @throws IllegalArgumentException naming the key that is wrong
   */
  public static BackboneSettings from(ConfigValues values, int threads) {
    BackboneSettings defaults = BackboneSettings.defaults();
    return new BackboneSettings(
        values.string("backbone.source", defaults.source()),
        values.string("backbone.device", defaults.device()),
        values.string("backbone.type", defaults.type()),
        values.string("backbone.pooling", defaults.pooling()),
        threads,
        values.string("backbone.prompts", defaults.placement().key()));
  }
}
