package io.mptstreams.engine.tuning.ablation;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.engine.prompt.TrainedPrompt;
import io.mptstreams.engine.tuning.compare.Cell;
import io.mptstreams.engine.tuning.compare.CompareProgress;
import io.mptstreams.engine.tuning.compare.CompareReport;
import io.mptstreams.engine.tuning.compare.CompareRunner;
import io.mptstreams.engine.tuning.compare.CompareSettings;
import io.mptstreams.engine.tuning.source.SourceProgress;
import io.mptstreams.engine.tuning.source.SourceSettings;
import io.mptstreams.engine.tuning.source.SourceTraining;
import io.mptstreams.engine.tuning.technique.GradientBudget;
import io.mptstreams.engine.tuning.technique.Renamed;
import io.mptstreams.engine.tuning.technique.Technique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains every variant with the same seed, data and number of steps, and measures it on the same
 * draws. What is finished is not done again; a source training that was interrupted goes on.
 */
public final class Ablation {

  private final Backbone backbone;

  public Ablation(Backbone backbone) {
    this.backbone = backbone;
  }

  /** Names of the variants without a number; length-N and rank-N are there beside. */
  public static List<String> names() {
    return Variant.NAMES;
  }

  /**
   * @param training hears of the source trainings
   * @param measured hears of the new cells, of one variant after the other
   * @throws io.mptstreams.engine.data.InvalidDataException before anything is trained, if a task is
   *     not there or has too few rows
   * @throws io.mptstreams.engine.checkpoint.InvalidCheckpointException if the folder holds a shared
   *     prompt of other settings, data or backbone
   */
  public AblationReport run(
      AblationSettings settings, SourceProgress training, CompareProgress measured)
      throws IOException {
    List<Variant> variants =
        settings.variants().stream().map(name -> Variant.named(name, settings.source())).toList();
    Files.createDirectories(settings.folder());
    CompareSettings compared =
        new CompareSettings(
            settings.source().data(),
            settings.heldOut(),
            settings.shots(),
            false,
            settings.draws(),
            settings.maxTestRows(),
            settings.source().maxTokens(),
            GradientBudget.defaults(),
            settings.folder().resolve("cells.jsonl"),
            List.of());
    new CompareRunner(backbone, List.of()).check(compared);
    List<Cell> cells = new ArrayList<>();
    List<AblationReport.Source> sources = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      SourceProgress named =
          SourceProgress.of(
              "%s (%d of %d)".formatted(variant.name(), i + 1, variants.size()), training);
      TrainedPrompt trained;
      if (variant.recipe().isPresent()) {
        Path file = settings.folder().resolve(variant.source() + ".safetensors");
        sources.add(train(variant, variant.recipe().get().applyTo(settings.source(), file), named));
        trained = SharedPrompts.readWithSources(file, 1);
      } else {
        trained =
            new TrainedPrompt(
                SharedPrompts.fromVocabulary(
                    backbone, settings.source().promptLength(), settings.source().seed()),
                List.of());
      }
      Technique technique =
          new Renamed(variant.name(), variant.technique().apply(backbone, trained));
      cells.addAll(new CompareRunner(backbone, List.of(technique)).run(compared, measured));
    }
    return AblationReport.of(CompareReport.of(cells, Variant.FULL), sources);
  }

  private AblationReport.Source train(
      Variant variant, SourceSettings settings, SourceProgress progress) throws IOException {
    SourceTraining training = new SourceTraining(backbone);
    Optional<Map<String, String>> finished = training.finished(settings);
    Map<String, String> made =
        finished.isPresent() ? finished.get() : training.run(settings, progress).metadata();
    return new AblationReport.Source(
        variant.name(),
        Integer.parseInt(made.get("steps")),
        Double.parseDouble(made.get("validation_accuracy")),
        made.get("data_digest"));
  }
}
