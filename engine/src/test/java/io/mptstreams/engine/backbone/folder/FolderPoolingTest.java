package io.mptstreams.engine.backbone.folder;

import static io.mptstreams.engine.backbone.folder.Folders.open;
import static io.mptstreams.engine.backbone.folder.Folders.pooled;
import static io.mptstreams.engine.backbone.folder.Folders.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.backbone.Backbone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pooling a folder of Sentence Transformers asks for. */
class FolderPoolingTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pooling_mode_cls_token\":true,\"pooling_mode_mean_tokens\":false}",
        "{\"embedding_dimension\":8,\"pooling_mode\":\"cls\",\"include_prompt\":true}",
        "{\"pooling_mode\":[\"cls\"]}"
      })
  void poolsAsSentenceTransformersSays(String file) throws IOException {
    new TinyModel().write(folder, "F32");
    pooling(file);

    try (Backbone auto = open(folder, "auto");
        Backbone cls = open(folder, "cls");
        Backbone mean = open(folder, "mean")) {
      assertThat(pooled(auto)).isEqualTo(pooled(cls)).isNotEqualTo(pooled(mean));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pooling_mode_cls_token\":false,\"pooling_mode_mean_tokens\":true}",
        "{\"embedding_dimension\":8,\"pooling_mode\":\"mean\"}"
      })
  void takesTheMeanThatSentenceTransformersNames(String file) throws IOException {
    new TinyModel().write(folder, "F32");
    pooling(file);

    try (Backbone auto = open(folder, "auto");
        Backbone mean = open(folder, "mean")) {
      assertThat(pooled(auto)).isEqualTo(pooled(mean));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"pooling_mode_max_tokens\":true}|max",
        "{\"pooling_mode\":\"lasttoken\"}|lasttoken",
        "{\"pooling_mode_cls_token\":true,\"pooling_mode_mean_tokens\":true}|cls and mean",
        "{\"pooling_mode\":[\"mean\",\"max\"]}|mean and max"
      })
  void namesAPoolingThatItDoesNotHave(String file, String named) throws IOException {
    new TinyModel().write(folder, "F32");
    pooling(file);

    refusal(folder)
        .hasMessageContaining("1_Pooling")
        .hasMessageContaining("must be mean or cls alone, is " + named + "; else set");
  }

  @Test
  void namesAModuleThatChangesWhatWasPooled() throws IOException {
    new TinyModel().write(folder, "F32");
    pooling("{\"pooling_mode\":\"mean\"}");
    String modules =
        """
        [{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"},
         {"idx":1,"name":"1","path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
         {"idx":2,"name":"2","path":"2_Last","type":"sentence_transformers.models.Dense"}]""";
    Files.writeString(folder.resolve("modules.json"), modules);

    refusal(folder)
        .hasMessageContaining("modules.json: module 2_Last is a")
        .hasMessageContaining("Dense");
    open(folder, "mean").close();

    Files.writeString(folder.resolve("modules.json"), modules.replace("Dense", "Normalize"));
    open(folder, "auto").close();
  }

  private void pooling(String file) throws IOException {
    Files.createDirectory(folder.resolve("1_Pooling"));
    Files.writeString(folder.resolve("1_Pooling").resolve("config.json"), file);
  }
}
