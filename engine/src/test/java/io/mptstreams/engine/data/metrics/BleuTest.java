package io.mptstreams.engine.data.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;

class BleuTest {

  @Test
  void agreesWithTheFigureThatSacrebleuPrintsForItsOwnExample() {
    // Given the three sentences of sacrebleu's manual, with two references each
    List<String> outputs =
        List.of("The dog bit the man.", "It wasn't surprising.", "The man had just bitten him.");
    List<List<String>> references =
        List.of(
            List.of("The dog bit the man.", "The dog had bit the man."),
            List.of("It was not unexpected.", "No one was surprised."),
            List.of("The man bit him first.", "The man had bitten the dog."));

    // When
    BleuScore bleu = Bleu.corpus(outputs, references);

    // Then: BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 hyp_len = 17 ref_len = 18)
    assertThat(bleu.score()).isCloseTo(48.530827, within(1e-6));
    assertThat(bleu.precisions())
        .usingElementComparator(new DoubleComparator(1e-9))
        .containsExactly(100 * 14 / 17.0, 100 * 7 / 14.0, 100 * 5 / 11.0, 100 * 3 / 8.0);
    assertThat(bleu.brevityPenalty()).isCloseTo(Math.exp(-1 / 17.0), within(1e-12));
    assertThat(bleu.outputLength()).isEqualTo(17);
    assertThat(bleu.referenceLength()).isEqualTo(18);
  }

  @Test
  void smoothsTheOrdersThatMatchNothing() {
    // Given: 3 of 4 words, 2 of 3 pairs, 1 of 2 triples, 0 of 1 quadruple (smoothed to 1/2)
    BleuScore bleu = Bleu.corpus(List.of("this is a fest"), List.of(List.of("this is a test")));

    // Then: (3/4 · 2/3 · 1/2 · 1/2)^(1/4) = (1/8)^(1/4)
    assertThat(bleu.score()).isCloseTo(100 * Math.pow(0.125, 0.25), within(1e-9));
  }

  @Test
  void clipsAWordThatIsSaidTooOften() {
    // Given "the" seven times, of which the reference has two (Papineni's example)
    BleuScore bleu =
        Bleu.corpus(
            List.of("the the the the the the the"), List.of(List.of("the cat is on the mat")));

    assertThat(bleu.precisions().get(0)).isCloseTo(100 * 2 / 7.0, within(1e-9));
  }

  @Test
  void isZeroWithoutACommonWordOrAnOutput() {
    assertThat(Bleu.corpus(List.of("a b c d"), List.of(List.of("e f g h"))).score()).isZero();
    assertThat(Bleu.corpus(List.of(""), List.of(List.of("e f g h"))).score()).isZero();
  }

  @Test
  void keepsNumbersTogetherAndCutsPunctuationOff() {
    assertThat(Mteval13aTokenizer.tokenize("It's $1,000.50, (or 3-4) &quot;x&quot;."))
        .containsExactly(
            "It's", "$", "1,000.50", ",", "(", "or", "3", "-", "4", ")", "\"", "x", "\"", ".");
  }

  @Test
  void refusesRowsWithoutReferences() {
    assertThatThrownBy(() -> Bleu.corpus(List.of("a"), List.of(List.of())))
        .hasMessageContaining("row 0 has no reference");
    assertThatThrownBy(() -> Bleu.corpus(List.of("a"), List.of()))
        .hasMessageContaining("1 outputs");
  }
}
