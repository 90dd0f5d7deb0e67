package io.mptstreams.engine.backbone.folder;

import static io.mptstreams.engine.backbone.folder.Folders.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokenizers that do not belong to the model beside them. */
class FolderTokenizerTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "'\"is\":9', '\"is\":10', id 10",
    "'\"is\":9', '\"is\":4000000000', id 4000000000",
    "'[\"[SEP]\",2]', '[\"[SEP]\",11]', id 11"
  })
  void refusesATokenizerOfAnotherModel(String from, String to, String named) throws IOException {
    new TinyModel().write(folder, "F32");
    Files.writeString(folder.resolve("tokenizer.json"), TinyModel.TOKENIZER.replace(from, to));

    refusal(folder).hasMessageContaining("tokenizer.json").hasMessageContaining(named);
  }

  @Test
  void refusesATokenizerWhoseTemplateHasOtherTokensOrTypes() throws IOException {
    new TinyModel().write(folder, "F32");
    template("{\"id\":\"[CLS]\",\"type_id\":0}", 12);
    refusal(folder).hasMessageContaining("tokenizer.json").hasMessageContaining("id 12");

    template("{\"id\":\"[CLS]\",\"type_id\":2}", 1);
    refusal(folder)
        .hasMessageContaining("token type 2, the model has type embeddings for types below 2");
  }

  @Test
  void namesATokenizerThatTheLibraryCannotRead() throws IOException {
    new TinyModel().write(folder, "F32");
    Files.writeString(
        folder.resolve("tokenizer.json"), TinyModel.TOKENIZER.replace("WordPiece", "WordHeap"));

    refusal(folder).hasMessageContaining("tokenizer.json: is no tokenizer that can be read here");
  }

  private void template(String token, int id) throws IOException {
    String template =
        """
        {"type":"TemplateProcessing","pair":[],
         "single":[{"SpecialToken":%s},{"Sequence":{"id":"A","type_id":0}}],
         "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[%d],"tokens":["[CLS]"]}}}"""
            .formatted(token, id);
    Files.writeString(
        folder.resolve("tokenizer.json"),
        TinyModel.TOKENIZER.replaceFirst(
            "\\{\"type\":\"BertProcessing\".*?\\}", Matcher.quoteReplacement(template)));
  }
}
