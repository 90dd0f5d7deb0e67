package io.mptstreams.trainer;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.service.UpdateRecords;
import io.mptstreams.trainer.adapt.Challenger;
import io.mptstreams.trainer.adapt.Challengers;
import io.mptstreams.trainer.adapt.FeatureStore;
import io.mptstreams.trainer.adapt.Material;
import io.mptstreams.trainer.adapt.MptPromptTrainer;
import io.mptstreams.trainer.adapt.Parameters;
import io.mptstreams.trainer.adapt.ReadoutStage;
import io.mptstreams.trainer.buffer.HeldExample;
import io.mptstreams.trainer.learn.Figures;
import io.mptstreams.trainer.learn.LearnerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes an adapted version again from what its ledger entry names: the examples in order, the
 * weights of their sources, the position of the last change, the parent. Nothing else of the
 * trainer's state is used.
 */
final class Reproduction {

  private final Challengers challengers;
  private final TaskParameters start;
  private final SharedPrompt shared;
  private final Map<String, HeldExample> examples = new HashMap<>();

  Reproduction(
      Backbone backbone,
      LearnerSettings settings,
      SharedPrompt shared,
      TaskDefinition task,
      List<HeldExample> all) {
    FeatureStore features = LearnerAssembly.features(backbone, settings.adapt());
    this.shared = shared;
    this.start = LearnerAssembly.coldStarts(backbone).of(shared, task);
    this.challengers =
        new Challengers(
            features,
            new ReadoutStage(
                settings.adapt().readout(), settings.adapt().noise(), settings.adapt().folds()),
            new MptPromptTrainer(backbone, settings.adapt().prompt()),
            settings.fade(),
            settings.shift(),
            settings.trust());
    all.forEach(e -> examples.put(e.id(), e));
  }

  /**
   * The numbers of the version that the entry speaks of.
   *
   * @param parent the version it was made from; empty for version 1
   */
  TaskParameters of(LedgerEntry entry, Optional<TaskUpdate> parent) {
    Map<String, Double> figures = entry.metrics();
    Material material =
        new Material(
            shared,
            start,
            parent.map(UpdateRecords::parameters).orElse(start),
            Set.of(),
            0,
            entry.exampleIds().stream().map(examples::get).toList(),
            List.of(),
            figures.containsKey(Figures.CHANGE)
                ? OptionalLong.of(figures.get(Figures.CHANGE).longValue())
                : OptionalLong.empty());
    Map<String, Double> sources = new HashMap<>();
    figures.forEach(
        (name, value) -> {
          if (name.startsWith(Figures.SOURCE_WEIGHT)) {
            sources.put(name.substring(Figures.SOURCE_WEIGHT.length()), value);
          }
        });
    Challenger made = challengers.withChampionsPrompt(material, sources);
    double size = entry.exampleIds().size();
    if (figures.containsKey(Figures.PROMPT_TRIED) && figures.get(Figures.PROMPT_EXAMPLES) == size) {
      long seed = 31L * entry.task().hashCode() + entry.version().orElseThrow();
      made = challengers.withNewPrompt(material, made, seed).orElseThrow();
    }
    return Parameters.at(made.parameters(), figures.get("temperature").floatValue());
  }
}
