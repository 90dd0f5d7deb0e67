package io.mptstreams.cli.model;

import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.schemas.config.ConfigValues;

/** Reads {@code backbone.*}, the same keys as scorer and trainer do. */
public final class BackboneConfig {

  private BackboneConfig() {}

  public static BackboneSettings from(ConfigValues values) {
    BackboneSettings defaults = BackboneSettings.defaults();
    return new BackboneSettings(
        values.string("backbone.source", defaults.source()),
        values.string("backbone.device", defaults.device()),
        values.string("backbone.type", defaults.type()),
        values.string("backbone.pooling", defaults.pooling()),
        values.integer("backbone.threads", defaults.threads()),
        values.string("backbone.prompts", defaults.placement().key()));
  }
}
