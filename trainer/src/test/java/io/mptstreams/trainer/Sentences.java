package io.mptstreams.trainer;

import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Labelled sentences of two kinds, enough of them to learn from. */
final class Sentences {

  private static final String[] SPORT_WHO = {
    "The striker", "Our goalkeeper", "A young sprinter", "The home team", "Their captain"
  };
  private static final String[] SPORT_WHAT = {
    "scored twice in the second half",
    "won the race by a stride",
    "was sent off for a late tackle",
    "trains three times a week",
    "lifted the cup in front of the fans",
    "missed a penalty in extra time"
  };
  private static final String[] MONEY_WHO = {
    "The central bank", "A pension fund", "The grocer", "My landlord", "The airline"
  };
  private static final String[] MONEY_WHAT = {
    "raised its rates by half a point",
    "sold its bonds at a loss",
    "reported lower earnings this quarter",
    "asked for a larger deposit",
    "cut prices to win back customers",
    "borrowed against next year's income"
  };

  private Sentences() {}

  /** Sixty examples, the two labels by turns. */
  static List<Example> sportAndMoney(String task) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < SPORT_WHO.length * SPORT_WHAT.length; i++) {
      int who = i % SPORT_WHO.length;
      int what = i / SPORT_WHO.length;
      examples.add(
          TrainerCluster.example(
              task, "s" + i, SPORT_WHO[who] + " " + SPORT_WHAT[what] + ".", "sport"));
      examples.add(
          TrainerCluster.example(
              task, "m" + i, MONEY_WHO[who] + " " + MONEY_WHAT[what] + ".", "money"));
    }
    return examples;
  }

  /** Their task, its phrases the wrong way round, so that there is something to learn. */
  static TaskDefinition wrongWayRound(String task) {
    return new TaskDefinition(
        task,
        TaskKind.SINGLE,
        List.of(
            new LabelDefinition("sport", "interest rates and prices"),
            new LabelDefinition("money", "a football match")),
        "",
        Optional.empty(),
        true,
        OptionalLong.empty(),
        Instant.EPOCH);
  }
}
