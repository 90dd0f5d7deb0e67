package io.mptstreams.engine.backbone.bert;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.backbone.bert.Division.Part;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionTest {

  @Test
  void givesEveryThreadTextsOfItsOwn() {
    Division division = Division.of(same(64, 16), 0, 20, 2);

    assertThat(division.apart()).isTrue();
    assertThat(division.parts()).extracting(part -> part.piece().texts()).containsExactly(32, 32);
    assertThat(division.parts()).extracting(Part::firstText).containsExactly(0, 32);
    assertThat(division.parts()).extracting(Part::firstToken).containsExactly(0, 512);
  }

  @Test
  void takesTextsOfAllLengthsInTheirOrder() {
    int[] lengths = {30, 9, 17, 26, 20, 20, 11, 40, 20, 33, 20, 8};
    Division division = Division.of(texts(lengths), 5, 0, 2);

    assertThat(division.apart()).isTrue();
    int text = 0;
    int token = 0;
    for (Part part : division.parts()) {
      assertThat(part.firstText()).isEqualTo(text);
      assertThat(part.firstToken()).isEqualTo(token);
      text += part.piece().texts();
      token += part.piece().tokens();
    }
    assertThat(text).isEqualTo(12);
    assertThat(token).isEqualTo(254);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void leavesABatchOfFewerTextsThanThreadsToAllOfThem(int threads) {
    Division division = Division.of(same(threads == 1 ? 64 : 7, 16), 0, 0, threads);

    assertThat(division.apart()).isFalse();
    assertThat(division.parts()).hasSize(1);
  }

  @Test
  void leavesTextsOfFewTokensToAllThreads() {
    assertThat(Division.of(same(8, 15), 0, 0, 2).apart()).isFalse();
    assertThat(Division.of(same(8, 15), 1, 0, 2).apart()).isTrue();
  }

  @Test
  void leavesATextThatIsMostOfTheBatchToAllThreads() {
    assertThat(Division.of(texts(20, 20, 20, 200), 0, 0, 2).apart()).isFalse();
    assertThat(Division.of(texts(40, 40, 40, 110), 0, 0, 2).apart()).isTrue();
  }

  private static PackedTexts same(int count, int length) {
    int[] lengths = new int[count];
    Arrays.fill(lengths, length);
    return texts(lengths);
  }

  private static PackedTexts texts(int... lengths) {
    List<TokenizedText> texts = new ArrayList<>();
    for (int length : lengths) {
      texts.add(new TokenizedText(new int[length], new int[length], false));
    }
    return PackedTexts.of(new TokenBatch(texts), false);
  }
}
