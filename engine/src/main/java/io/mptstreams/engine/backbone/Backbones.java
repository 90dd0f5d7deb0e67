package io.mptstreams.engine.backbone;

import io.mptstreams.engine.backbone.onnx.PackagedModel;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens backbones by what the user calls them. */
public final class Backbones {

  private static final Logger log = LoggerFactory.getLogger(Backbones.class);

  private Backbones() {}

  /**
   * Loads a model and puts it on its device; takes a second or two.
   *
   * @throws InvalidBackboneException naming file, tensor and expectation
   */
  public static Backbone open(BackboneSettings settings) {
    Optional<PackagedModel> packaged = PackagedModel.named(settings.source());
    if (packaged.isEmpty()) {
      throw new InvalidBackboneException(
          "backbone.source " + settings.source() + " is none of " + PackagedModel.names());
    }
    Backbone backbone = packaged.get().open(settings);
    BackboneInfo info = backbone.info();
    log.atInfo()
        .addKeyValue("backbone", info.name())
        .addKeyValue("device", info.device())
        .addKeyValue("type", info.type())
        .addKeyValue("parameters", info.parameterCount())
        .addKeyValue("digest", info.digest())
        .log("loaded a backbone");
    return backbone;
  }
}
