package io.mptstreams.engine.backbone.folder;

import static io.mptstreams.engine.backbone.folder.Folders.open;
import static io.mptstreams.engine.backbone.folder.Folders.refusal;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that there is no code for, by their configuration. */
class FolderConfigurationTest {

  @TempDir private Path folder;

  @Test
  void namesAnUnknownArchitecture() throws IOException {
    new TinyModel().write(folder, "F32");
    Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"mamba\"}");

    refusal(folder).hasMessageContaining("config.json").hasMessageContaining("mamba");
  }

  @ParameterizedTest
  @CsvSource({
    "is_decoder,true,false",
    "layer_norm_eps,-1e-12,a number between 0 and 1",
    "layer_norm_eps,\"small\",a number between 0 and 1",
    "position_embedding_type,\"relative_key\",absolute",
    "hidden_act,\"silu\",gelu"
  })
  void namesAVariantThatItDoesNotHave(String key, String value, String expected)
      throws IOException {
    new TinyModel().write(folder, "F32");
    setting(key, value);

    refusal(folder).hasMessageContaining("config.json: " + key + " must be " + expected);
  }

  private void setting(String key, String value) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        TinyModel.CONFIG.replaceFirst("\\{", "{\"" + key + "\":" + value + ","));
  }

  @Test
  void namesAMissingSize() throws IOException {
    new TinyModel().write(folder, "F32");
    Files.writeString(
        folder.resolve("config.json"), TinyModel.CONFIG.replace("\"vocab_size\":10,", ""));

    refusal(folder)
        .hasMessageContaining("vocab_size must be a whole number")
        .hasMessageContaining("absent");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(() -> open(folder.resolve("nothing"), "auto"))
        .isInstanceOf(InvalidBackboneException.class)
        .hasMessageContaining("all-MiniLM-L6-v2");
  }
}
