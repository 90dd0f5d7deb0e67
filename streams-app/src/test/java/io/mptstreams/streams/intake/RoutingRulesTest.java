package io.mptstreams.streams.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutingRulesTest {

  @Test
  void putsTheTasksOfARuleInThePlaceOfItsName() {
    RoutingRules rules = rules("routing.support", "urgency, mood");

    assertThat(rules.tasks(List.of("support"))).containsExactly("urgency", "mood");
    assertThat(rules.tasks(List.of("topic"))).containsExactly("topic");
  }

  @Test
  void namesATaskOnceThatSeveralRulesList() {
    RoutingRules rules = rules("routing.support", "urgency,mood");

    assertThat(rules.tasks(List.of("mood", "support"))).containsExactly("mood", "urgency");
  }

  @Test
  void addsTasksToTheNameOfATask() {
    RoutingRules rules = rules("routing.mood", "mood,urgency");

    assertThat(rules.tasks(List.of("mood"))).containsExactly("mood", "urgency");
  }

  @Test
  void sendsWhatNamesNothingWhereTheStarSays() {
    RoutingRules rules = rules("routing.*", "mood");

    assertThat(rules.tasks(List.of())).containsExactly("mood");
    assertThat(rules("routing.a", "b").tasks(List.of())).isEmpty();
  }

  @Test
  void refusesARuleThatListsNoTask() {
    assertThatThrownBy(() -> rules("routing.support", "urgency,,mood"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "routing.support must list the names of tasks with commas between them, was"
                + " \"urgency,,mood\"");
    assertThatThrownBy(() -> rules("routing.support", "a@7")).isInstanceOf(ConfigException.class);
  }

  @Test
  void refusesARuleThatListsMoreTasksThanAnEventMayHave() {
    assertThatThrownBy(() -> rules("routing.all", "a" + ",a".repeat(100)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("routing.all must list at most 100 tasks, was ");
  }

  private static RoutingRules rules(String key, String tasks) {
    return RoutingRules.from(new ConfigValues(Map.of(key, tasks)));
  }
}
