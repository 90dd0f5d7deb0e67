package io.mptstreams.streams.intake;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which tasks score an event. A rule stands for a name that an event or its topic gives, and lists
 * tasks; a name without a rule is a task itself. Rules do not follow one another, so a rule may
 * list its own name. The rule {@value #ANY} is for events that name nothing.
 *
 * @param rules name to tasks
 */
public record RoutingRules(Map<String, List<String>> rules) {

  /**
   * Of one event, each once. It is scored for all of them in one transaction, and each that refuses
   * it makes a dead letter with all of its bytes.
   */
  static final int MOST_TASKS = 100;

  private static final String PREFIX = "routing.";
  private static final String ANY = "*";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

  public RoutingRules {
    rules = Map.copyOf(rules);
  }

  /**
   * Reads {@code routing.NAME = TASK, TASK, ...}.
   *
   * @throws ConfigException for a rule that has no name, lists no task or too many, or what can be
   *     no task's name
   */
  public static RoutingRules from(ConfigValues values) {
    Map<String, List<String>> rules = new HashMap<>();
    values
        .withPrefix(PREFIX)
        .forEach(
            (name, list) -> {
              if (name.isBlank()) {
                throw new ConfigException(PREFIX + name, list, "must stand for a name");
              }
              List<String> tasks = Arrays.stream(list.split(",")).map(String::trim).toList();
              if (!tasks.stream().allMatch(task -> NAME.matcher(task).matches())) {
                throw new ConfigException(
                    PREFIX + name, list, "must list the names of tasks with commas between them");
              }
              if (tasks.size() > MOST_TASKS) {
                throw new ConfigException(
                    PREFIX + name, list, "must list at most " + MOST_TASKS + " tasks");
              }
              rules.put(name, tasks);
            });
    return new RoutingRules(rules);
  }

  /** The tasks for what was named, each once, in order; none if nothing was and no rule says. */
  List<String> tasks(List<String> named) {
    if (rules.isEmpty() && named.size() < 2) {
      return List.copyOf(named);
    }
    Set<String> tasks = new LinkedHashSet<>();
    if (named.isEmpty()) {
      tasks.addAll(rules.getOrDefault(ANY, List.of()));
    }
    named.forEach(name -> tasks.addAll(rules.getOrDefault(name, List.of(name))));
    return List.copyOf(tasks);
  }
}
