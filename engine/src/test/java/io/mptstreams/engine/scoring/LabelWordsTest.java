package io.mptstreams.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.text.TextTokenizer;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LabelWordsTest {

  private static final int THREADS = 4;
  private static final int LABELS = 2_000;

  /** Each of the engine's workers asks for the labels of its own batch. */
  @Test
  void answersSeveralWorkersAtOnce() throws Exception {
    LabelWords words = new LabelWords(new LengthTokenizer());
    ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        all.add(
            workers.submit(
                () -> {
                  for (int i = 0; i < LABELS; i++) {
                    String label = "label " + i;
                    assertThat(words.tokens(label)).containsExactly(label.length());
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      workers.shutdownNow();
    }
  }

  /** One token, the text's length. */
  private static final class LengthTokenizer implements TextTokenizer {

    @Override
    public TokenizedText tokenize(String text, Optional<String> textPair, int maxTokens) {
      return new TokenizedText(new int[] {text.length()}, new int[1], false);
    }

    @Override
    public String decode(int[] ids) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
