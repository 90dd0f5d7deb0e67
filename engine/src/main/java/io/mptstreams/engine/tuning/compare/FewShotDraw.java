package io.mptstreams.engine.tuning.compare;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.data.TaskFolder;
import io.mptstreams.engine.readout.ColdStart;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.engine.tuning.TrainingSet;
import io.mptstreams.engine.tuning.technique.FewShotTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Draws k examples of every class from a task's train part. */
final class FewShotDraw {

  private final Backbone backbone;
  private final int maxTokens;
  private final boolean fewer;

  /**
   * @param fewer whether a class that has fewer than k rows gives all it has
   */
  FewShotDraw(Backbone backbone, int maxTokens, boolean fewer) {
    this.backbone = backbone;
    this.maxTokens = maxTokens;
    this.fewer = fewer;
  }

  /**
   * The same draw for the same numbers, whatever the technique.
   *
   * @throws InvalidDataException if the train part, or a class, has fewer than k rows or none,
   *     naming it; of a class that has some, only where that is not allowed
   */
  FewShotTask draw(TaskFolder folder, Shots shots, int draw) {
    List<String> labels = folder.header().labels();
    List<LabelledText> examples = folder.trainOfEveryLabel();
    if (shots.total()) {
      examples = choose(folder, examples, shots.count(), draw);
    } else if (shots.count() > 0) {
      examples = chooseOfEach(folder, examples, shots.count(), draw);
    }
    List<TokenizedText> descriptions = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      String text = ColdStart.describe(labels.get(c), folder.header().phrases().get(c));
      descriptions.add(backbone.tokenizer().tokenize(text, Optional.empty(), maxTokens));
    }
    return new FewShotTask(
        folder.header().name(),
        labels,
        folder.header().phrases(),
        descriptions,
        examples,
        TrainingSet.of(examples, labels, backbone.tokenizer(), maxTokens),
        draw);
  }

  private static List<LabelledText> choose(
      TaskFolder folder, List<LabelledText> rows, int k, int draw) {
    if (rows.size() < k) {
      throw new InvalidDataException(
          "task %s has %d train rows, needed are %d"
              .formatted(folder.header().name(), rows.size(), k));
    }
    List<LabelledText> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1000L * draw + k));
    return shuffled.subList(0, k);
  }

  private List<LabelledText> chooseOfEach(
      TaskFolder folder, List<LabelledText> rows, int k, int draw) {
    Map<String, List<LabelledText>> byLabel = new LinkedHashMap<>();
    folder.header().labels().forEach(label -> byLabel.put(label, new ArrayList<>()));
    rows.forEach(row -> byLabel.get(row.label()).add(row));
    Random random = new Random(1000L * draw + k);
    List<LabelledText> chosen = new ArrayList<>();
    byLabel.forEach(
        (label, all) -> {
          if (all.size() < k && !fewer) {
            throw new InvalidDataException(
                "task %s has %d train rows of label %s, needed are %d"
                    .formatted(folder.header().name(), all.size(), label, k));
          }
          Collections.shuffle(all, random);
          chosen.addAll(all.subList(0, Math.min(k, all.size())));
        });
    return chosen;
  }
}
