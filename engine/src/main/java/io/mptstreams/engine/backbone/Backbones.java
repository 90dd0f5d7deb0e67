package io.mptstreams.engine.backbone;

import io.mptstreams.engine.backbone.folder.ModelFolder;
import io.mptstreams.engine.backbone.onnx.PackagedModel;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Backbone backbone =
        PackagedModel.named(settings.source())
            .map(packaged -> packaged.open(settings))
            .orElseGet(() -> openFolder(settings));
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

  private static Backbone openFolder(BackboneSettings settings) {
    Path folder = Path.of(settings.source());
    if (!Files.isDirectory(folder)) {
      throw new InvalidBackboneException(
          "backbone.source must be a folder or one of "
              + PackagedModel.names()
              + ", is "
              + settings.source());
    }
    return ModelFolder.open(folder, settings);
  }
}
