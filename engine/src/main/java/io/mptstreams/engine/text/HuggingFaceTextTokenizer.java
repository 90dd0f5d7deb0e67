package io.mptstreams.engine.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.runtime.PyTorchRuntime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A tokenizer.json run by Hugging Face's own library, without its truncation and padding. */
public final class HuggingFaceTextTokenizer implements TextTokenizer {

  private final HuggingFaceTokenizer tokenizer;

  private HuggingFaceTextTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * @param source what the file belongs to, for messages
   * @param tokenizerJson bytes of tokenizer.json
   * @throws InvalidBackboneException if the library cannot read it
   */
  public static HuggingFaceTextTokenizer of(String source, byte[] tokenizerJson) {
    PyTorchRuntime.configure();
    Map<String, String> options =
        Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");
    try {
      return new HuggingFaceTextTokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(tokenizerJson), options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      // The library has no type of its own for this. Files of later versions are a cause of it.
      throw new InvalidBackboneException(
          source + "/tokenizer.json: is no tokenizer that can be read here: " + e.getMessage(), e);
    }
  }

  @Override
  public TokenizedText tokenize(String text, Optional<String> textPair, int maxTokens) {
    Utf8.bytes(text);
    textPair.ifPresent(Utf8::bytes);
    Encoding encoding =
        textPair
            .map(pair -> tokenizer.encode(text, pair, true, false))
            .orElseGet(() -> tokenizer.encode(text, true, false));
    if (encoding.getIds().length <= maxTokens) {
      return new TokenizedText(ints(encoding.getIds()), ints(encoding.getTypeIds()), false);
    }
    int first = tokenizer.encode(text, false, false).getIds().length;
    return Truncation.cut(encoding, first, maxTokens);
  }

  @Override
  public String decode(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }
}
