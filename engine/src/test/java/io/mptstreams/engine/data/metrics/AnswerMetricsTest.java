package io.mptstreams.engine.data.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerMetricsTest {

  @Test
  void ignoresCaseArticlesPunctuationAndSpaces() {
    assertThat(AnswerMetrics.normalize("  The  U.S.  Army, an\tarmy ")).isEqualTo("us army army");
    assertThat(AnswerMetrics.exactMatch("the Eiffel-Tower!", List.of("EiffelTower"))).isEqualTo(1);
    assertThat(AnswerMetrics.exactMatch("Theatre", List.of("atre"))).isZero();
  }

  @Test
  void countsEverySharedTokenOnce() {
    // Given 4 tokens said, 3 expected, "new" and "york" shared, "new" said twice
    double f1 = AnswerMetrics.tokenF1("new new york city", List.of("new york state"));

    // Then precision 2/4, recall 2/3, F1 = 4/7
    assertThat(f1).isCloseTo(4 / 7.0, within(1e-12));
  }

  @Test
  void takesTheBestOfSeveralReferences() {
    List<String> references = List.of("Barack Obama", "Obama", "President Obama");

    assertThat(AnswerMetrics.exactMatch("obama.", references)).isEqualTo(1);
    assertThat(AnswerMetrics.tokenF1("mr president obama", references))
        .isCloseTo(4 / 5.0, within(1e-12));
  }

  @Test
  void anEmptyAnswerMatchesAnEmptyReferenceOnly() {
    assertThat(AnswerMetrics.tokenF1("the", List.of("a"))).isEqualTo(1);
    assertThat(AnswerMetrics.tokenF1("", List.of("yes"))).isZero();
    assertThatThrownBy(() -> AnswerMetrics.exactMatch("x", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
