package io.mptstreams.cli.model;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.schemas.config.ConfigValues;

/** Reads {@code backbone.*}, the same keys as scorer and trainer do. */
public final class BackboneConfig {

  private BackboneConfig() {}

  /**
   * For prompts that come from PEFT or go there.
   *
   * @throws CommandException if the configured prompts do not stand at the input
   */
  public static BackboneSettings atInput(ConfigValues values) {
    BackboneSettings settings = from(values);
    if (settings.placement().deep()) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          "PEFT's prompts stand at the input, these in every layer: for them set backbone.prompts to"
              + " after-cls, or to before-text for PEFT's positions, here and where they are served");
    }
    return settings;
  }

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
