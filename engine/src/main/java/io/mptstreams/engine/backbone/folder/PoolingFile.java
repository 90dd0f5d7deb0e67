package io.mptstreams.engine.backbone.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.Pooling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** 1_Pooling/config.json, with which sentence-transformers says how a model's vectors are read. */
final class PoolingFile {

  private static final String MODE = "pooling_mode";

  private PoolingFile() {}

  /**
   * As the user says, or else the file, or else the mean.
   *
   * @throws InvalidBackboneException if the file names another pooling, or several, whose vectors
   *     sentence-transformers would concatenate
   */
  static Pooling choose(Path folder, String setting) {
    if (!setting.equals("auto")) {
      return Pooling.of(setting);
    }
    Path path = folder.resolve("1_Pooling").resolve("config.json");
    if (!Files.exists(path)) {
      return Pooling.MEAN;
    }
    List<String> modes = modes(ConfigFile.read(path).root());
    if (modes.isEmpty() || modes.equals(List.of("mean"))) {
      return Pooling.MEAN;
    }
    if (modes.equals(List.of("cls"))) {
      return Pooling.CLS;
    }
    throw new InvalidBackboneException(
        "%s: the pooling must be mean or cls alone, is %s; else set backbone.pooling"
            .formatted(path, String.join(" and ", modes)));
  }

  /** Newer files name them in one key; older ones have a flag for each. */
  private static List<String> modes(JsonNode file) {
    List<String> modes = new ArrayList<>();
    JsonNode named = file.path(MODE);
    if (named.isArray()) {
      named.forEach(mode -> modes.add(mode.asText()));
    } else if (named.isTextual()) {
      modes.add(named.asText());
    } else {
      file.properties().stream()
          .filter(flag -> flag.getKey().startsWith(MODE) && flag.getValue().asBoolean())
          .forEach(flag -> modes.add(flag.getKey().replaceAll("^pooling_mode_|_tokens?$", "")));
    }
    return modes;
  }
}
