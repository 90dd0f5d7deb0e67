package io.mptstreams.engine.backbone.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.Pooling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** 1_Pooling/config.json, with which sentence-transformers says how a model's vectors are read. */
final class PoolingFile {

  private static final String MODE = "pooling_mode";

  /** What is done here, or changes no direction: vectors are compared by their cosine alone. */
  private static final Set<String> HARMLESS =
      Set.of("Transformer", "Pooling", "Normalize", "Dropout");

  private PoolingFile() {}

  /**
   * As the user says, or else the file, or else the mean.
   *
   * @throws InvalidBackboneException if the file names another pooling, or several, whose vectors
   *     sentence-transformers would concatenate, or if modules.json has a module that would change
   *     what was pooled
   */
  static Pooling choose(Path folder, String setting) {
    if (!setting.equals("auto")) {
      return Pooling.of(setting);
    }
    checkModules(folder.resolve("modules.json"));
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

  private static void checkModules(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    for (JsonNode module : ConfigFile.readArray(path)) {
      String type = module.path("type").asText();
      if (!HARMLESS.contains(type.substring(type.lastIndexOf('.') + 1))) {
        throw new InvalidBackboneException(
            "%s: module %s is a %s, which is not applied here; set backbone.pooling to take the vectors without it"
                .formatted(path, module.path("path").asText(), type));
      }
    }
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
