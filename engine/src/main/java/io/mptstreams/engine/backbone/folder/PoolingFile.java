package io.mptstreams.engine.backbone.folder;

import io.mptstreams.engine.backbone.Pooling;
import java.nio.file.Files;
import java.nio.file.Path;

/** 1_Pooling/config.json, with which sentence-transformers says how a model's vectors are read. */
final class PoolingFile {

  private PoolingFile() {}

  /** As the user says, or else the file, or else the mean. */
  static Pooling choose(Path folder, String setting) {
    if (!setting.equals("auto")) {
      return Pooling.of(setting);
    }
    Path path = folder.resolve("1_Pooling").resolve("config.json");
    if (!Files.exists(path)) {
      return Pooling.MEAN;
    }
    ConfigFile file = ConfigFile.read(path);
    if (file.flag("pooling_mode_cls_token")) {
      return Pooling.CLS;
    }
    if (!file.flag("pooling_mode_mean_tokens")) {
      throw file.wrong(
          "pooling_mode_mean_tokens", "true, or pooling_mode_cls_token; else set backbone.pooling");
    }
    return Pooling.MEAN;
  }
}
