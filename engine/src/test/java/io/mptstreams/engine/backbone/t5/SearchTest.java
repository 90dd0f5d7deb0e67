package io.mptstreams.engine.backbone.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.GeneratedTokens;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.backbone.runtime.PyTorchRuntime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens: 0 start, 1 end, 2 "a", 3 "b". */
class SearchTest {

  private static final float NEVER = 1e-9f;

  /** After the start "a" is likelier, but "b" is surely followed by the end. */
  private static final float[][] TRAP = {
    {NEVER, NEVER, 0.6f, 0.4f},
    {0.25f, 0.25f, 0.25f, 0.25f},
    {NEVER, 0.3f, 0.35f, 0.35f},
    {NEVER, 0.9f, 0.05f, 0.05f},
  };

  /** "a", "b", end. */
  private static final float[][] PLAIN = {
    {NEVER, 0.1f, 0.8f, 0.1f},
    {0.25f, 0.25f, 0.25f, 0.25f},
    {NEVER, 0.1f, 0.1f, 0.8f},
    {NEVER, 0.8f, 0.1f, 0.1f},
  };

  private NDManager manager;

  @BeforeEach
  void start() {
    manager = PyTorchRuntime.start(0).newBaseManager();
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  @Test
  void greedyWalksIntoTheTrap() {
    GeneratedTokens text = new GreedySearch(0, 1).run(manager, table(TRAP), 1, 2).get(0);

    assertThat(text.ids()).containsExactly(2, 2);
    assertThat(text.ended()).isFalse();
    assertThat(text.logProbability()).isCloseTo(Math.log(0.6 * 0.35), within(1e-5));
  }

  @Test
  void twoBeamsFindTheLikelierText() {
    // "b" and end: 0.4 · 0.9 = 0.36; "a" and end: 0.18; "a a": 0.21
    GeneratedTokens text = beams(2, 0, 2, TRAP).get(0);

    assertThat(text.ids()).containsExactly(3);
    assertThat(text.ended()).isTrue();
    assertThat(text.logProbability()).isCloseTo(Math.log(0.36), within(1e-5));
  }

  @Test
  void aLengthPenaltyFavoursLongerTexts() {
    // In three steps, per token: "b", end: log(0.36) / 2 = -0.511; "a b", end: log(0.189) / 3 =
    // -0.555;
    // to the power of 2: -0.255 and -0.185
    assertThat(beams(4, 1, 3, TRAP).get(0).ids()).containsExactly(3);
    assertThat(beams(4, 2, 3, TRAP).get(0).ids()).containsExactly(2, 3);
  }

  @Test
  void rowsEndIndependently() {
    List<GeneratedTokens> greedy =
        new GreedySearch(0, 1).run(manager, table(PLAIN, TRAP, PLAIN), 3, 5);
    List<GeneratedTokens> beams = beams(2, 0, 5, TRAP, PLAIN, TRAP);

    assertThat(greedy.get(0).ids()).containsExactly(2, 3);
    assertThat(greedy.get(0).ended()).isTrue();
    assertThat(greedy.get(1).ids()).containsExactly(2, 2, 2, 2, 2);
    assertThat(greedy.get(2).ids()).containsExactly(2, 3);
    assertThat(beams.get(0).ids()).containsExactly(3);
    assertThat(beams.get(1).ids()).containsExactly(2, 3);
    assertThat(beams.get(2).ids()).containsExactly(3);
  }

  @Test
  void moreBeamsThanTokensDoNoHarm() {
    assertThat(beams(16, 0, 3, TRAP).get(0).ids()).containsExactly(3);
  }

  private List<GeneratedTokens> beams(int width, float lengthPenalty, int most, float[][]... rows) {
    return new BeamSearch(0, 1)
        .run(manager, table(rows), rows.length, new GenerationSettings(most, width, lengthPenalty));
  }

  private TableDecoder table(float[][]... rows) {
    return new TableDecoder(manager, rows);
  }
}
