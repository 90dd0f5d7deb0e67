package io.mptstreams.cli.peft;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.service.BackboneConfig;

/** The configured backbone, for prompts that come from PEFT or go there. */
public final class PeftBackbone {

  private PeftBackbone() {}

  /**
   * Reads {@code backbone.*}.
   *
   * @throws CommandException if the configured prompts do not stand at the input
   */
  public static BackboneSettings settings(ConfigValues values) {
    BackboneSettings settings = BackboneConfig.from(values);
    if (settings.placement().deep()) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          "PEFT's prompts stand at the input, these in every layer: for them set backbone.prompts to"
              + " after-cls, or to before-text for PEFT's positions, here and where they are served");
    }
    return settings;
  }
}
