package io.mptstreams.engine.testing;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Own sentences to a hotel's front desk: does the guest want something from the desk, or tell it
 * something? The label names say little, so that a model has to learn from the examples.
 */
public final class DeskTask {

  public static final List<String> LABELS = List.of("type one", "type two");

  private static final Map<String, List<String>> TRAIN =
      Map.of(
          "type one",
          List.of(
              "Could you send two more towels to 214?",
              "Please wake me at half past five.",
              "I need a taxi to the station in ten minutes.",
              "Can someone have a look at the heating?",
              "Would you keep our bags until the evening?",
              "Please book a table for four at eight.",
              "Can I have the bill by e-mail?",
              "Bring us another pillow, please."),
          "type two",
          List.of(
              "The breakfast was lovely, thank you.",
              "We had a wonderful view of the harbour.",
              "Our neighbours were noisy all night.",
              "The pool was colder than we expected.",
              "Your night porter was very kind to my mother.",
              "The room smelled of paint.",
              "We slept well and liked the garden.",
              "The lift was slow, but the stairs are pretty."));

  private static final Map<String, List<String>> TEST =
      Map.of(
          "type one",
          List.of(
              "Could we get a cot for the baby?",
              "Please call a doctor for my husband.",
              "I would like to stay one night longer.",
              "Can you print these two pages for me?",
              "Please send someone to fix the shower.",
              "Would it be possible to check out at two?",
              "Order me a sandwich, please.",
              "I need an adapter for a British plug."),
          "type two",
          List.of(
              "The staff were friendly and quick.",
              "The carpets looked old and worn.",
              "We enjoyed the concert in the lobby.",
              "Dinner was cold when it arrived.",
              "The beds were soft and the sheets fresh.",
              "It was a quiet week and we rested a lot.",
              "The coffee tasted burnt.",
              "My daughter loved the little zoo."));

  private DeskTask() {}

  public static List<LabelledText> train() {
    return labelled(TRAIN);
  }

  public static List<LabelledText> test() {
    return labelled(TEST);
  }

  /** The train part as a technique gets it; every phrase is its label. */
  public static FewShotTask fewShot(String name, Backbone backbone) {
    List<TokenizedText> descriptions =
        LABELS.stream()
            .map(label -> backbone.tokenizer().tokenize(label, Optional.empty(), 32))
            .toList();
    return new FewShotTask(
        name,
        LABELS,
        LABELS,
        descriptions,
        train(),
        TrainingSet.of(train(), LABELS, backbone.tokenizer(), 32),
        3);
  }

  private static List<LabelledText> labelled(Map<String, List<String>> texts) {
    List<LabelledText> examples = new ArrayList<>();
    for (String label : LABELS) {
      texts
          .get(label)
          .forEach(text -> examples.add(new LabelledText(text, Optional.empty(), label)));
    }
    return examples;
  }
}
