package io.mptstreams.trainer.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggerRuleTest {

  private static final Instant NOW = Instant.ofEpochSecond(1000);

  private final TriggerRule rule = new TriggerRule(TriggerSettings.defaults());

  @Test
  void looksTheMoreSeldomTheMoreIsKnown() {
    assertThat(rule.needed(state(10, 0))).isEqualTo(4);
    assertThat(rule.needed(state(128, 0))).isEqualTo(8);
    assertThat(rule.needed(state(1000, 0))).isEqualTo(16);
  }

  @Test
  void looksAtFewLabelsOnceTheyHaveWaited() {
    TriggerState waiting = new TriggerState(200, 5, Optional.of(NOW), false, false, false, false);

    assertThat(rule.check(waiting, NOW.plusSeconds(59))).isEmpty();
    assertThat(rule.check(waiting, NOW.plusSeconds(60))).contains(Trigger.AGE);
  }

  @Test
  void aNewSharedPromptComesBeforeNewLabels() {
    TriggerState both = new TriggerState(200, 20, Optional.of(NOW), false, false, true, false);

    assertThat(rule.check(both, NOW)).contains(Trigger.PROMPT);
  }

  private static TriggerState state(int known, int fresh) {
    return new TriggerState(known, fresh, Optional.empty(), false, false, false, false);
  }
}
