package io.mptstreams.engine.tuning.ablation;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.tuning.compare.Techniques;
import io.mptstreams.engine.tuning.mpt.AdaptationSettings;
import io.mptstreams.engine.tuning.mpt.MptTechnique;
import io.mptstreams.engine.tuning.source.SourceSettings;
import io.mptstreams.engine.tuning.source.SourceSettings.Part;
import io.mptstreams.engine.tuning.technique.GradientBudget;
import io.mptstreams.engine.tuning.technique.Technique;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The method with one thing changed.
 *
 * @param name as on the command line, such as no-sampling or length-50
 * @param source of the variants with the same source training, whose result they share
 * @param recipe of the source training; none for words of the vocabulary as P*
 * @param technique how a target task is learned from the result
 */
record Variant(
    String name,
    String source,
    Optional<Recipe> recipe,
    BiFunction<Backbone, TrainedPrompt, Technique> technique) {

  static final String FULL = "full";

  /** Names that need no number. */
  static final List<String> NAMES =
      List.of(
          FULL,
          "no-logits",
          "no-hidden",
          "no-distillation",
          "no-sampling",
          "no-decomposition",
          "random-prompt",
          "random-prompt-shared-trained",
          "shared-trained",
          "similar-start",
          "no-label-memory");

  private static final Pattern NUMBERED = Pattern.compile("(length|rank)-([1-9][0-9]{0,2})");

  /**
   * @throws IllegalArgumentException if there is no such variant, naming those that are
   */
  static Variant named(String name, SourceSettings base) {
    Recipe full = Recipe.of(base);
    return switch (name) {
      case FULL -> own(name, full);
      case "no-logits" -> own(name, full.withWeights(0, full.distillation().hidden()));
      case "no-hidden" -> own(name, full.withWeights(full.distillation().logits(), 0));
      case "no-distillation" -> own(name, full.withWeights(0, 0));
      case "no-sampling" -> own(name, full.without(Part.SAMPLING));
      case "no-decomposition" ->
          new Variant(
              name,
              name,
              Optional.of(full.without(Part.DECOMPOSITION)),
              technique("spot-from-mpt"));
      case "random-prompt" -> new Variant(name, name, Optional.empty(), technique("mpt"));
      case "random-prompt-shared-trained" ->
          new Variant(name, name, Optional.empty(), technique("mpt-shared-trained"));
      case "shared-trained" ->
          new Variant(name, FULL, Optional.of(full), technique("mpt-shared-trained"));
      case "similar-start" -> new Variant(name, FULL, Optional.of(full), technique("mpt-similar"));
      case "no-label-memory" ->
          new Variant(name, FULL, Optional.of(full), Variant::withoutLabelMemory);
      default -> numbered(name, full);
    };
  }

  private static Variant numbered(String name, Recipe full) {
    Matcher matcher = NUMBERED.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "there is no variant " + name + ", there are " + NAMES + ", length-N and rank-N");
    }
    int number = Integer.parseInt(matcher.group(2));
    if (matcher.group(1).equals("length")) {
      return own(name, full.withLength(number));
    }
    return new Variant(
        name,
        number == full.rank() ? FULL : name,
        Optional.of(full.withRank(number)),
        (backbone, trained) ->
            new MptTechnique(backbone, trained.prompt(), number, AdaptationSettings.defaults()));
  }

  private static Variant own(String name, Recipe recipe) {
    return new Variant(name, name, Optional.of(recipe), technique("mpt"));
  }

  private static Technique withoutLabelMemory(Backbone backbone, TrainedPrompt trained) {
    TrainedPrompt forgetful =
        new TrainedPrompt(trained.prompt().withLabelMemory(Optional.empty()), trained.sources());
    return technique("mpt").apply(backbone, forgetful);
  }

  private static BiFunction<Backbone, TrainedPrompt, Technique> technique(String name) {
    return (backbone, trained) ->
        new Techniques(backbone, trained, Optional.empty(), GradientBudget.defaults()).named(name);
  }
}
