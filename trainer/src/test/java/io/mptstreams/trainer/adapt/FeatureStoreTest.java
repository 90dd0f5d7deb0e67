package io.mptstreams.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeatureStoreTest {

  private static final SharedPrompt PROMPT =
      new SharedPrompt(1, "backbone", 1, 2, 1, new float[2], new float[1], new float[2]);
  private static final TaskParameters TASK =
      new TaskParameters(
          1, 2, 1, new float[1], new float[2], List.of(), new float[0], new float[0], 1, 1);

  private final List<String> made = new ArrayList<>();
  private final FeatureStore store =
      new FeatureStore(
          (shared, task, text, pair) -> {
            made.add(text.substring(0, 1));
            return new float[2];
          },
          3);

  @Test
  void forgetsTheVectorThatWasNotAskedForLongest() {
    ask("a", "b", "c", "a", "d", "a", "b");

    assertThat(made).containsExactly("a", "b", "c", "d", "b");
  }

  @Test
  void forgetsMoreWhenTextsAreLong() {
    String half = "x".repeat(3 * 1024 / 2 - 1);
    ask("a" + half, "b" + half, "a" + half, "c", "b" + half);

    assertThat(made).containsExactly("a", "b", "c", "b");
  }

  private void ask(String... texts) {
    for (String text : texts) {
      assertThat(store.vector(PROMPT, TASK, text, Optional.empty())).hasSize(2);
    }
  }
}
