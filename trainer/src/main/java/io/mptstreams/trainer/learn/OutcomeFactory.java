package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.mapping.TensorDigest;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import io.mptstreams.trainer.adapt.Challenger;
import io.mptstreams.trainer.gate.GateVerdict;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Writes verdicts down: the ledger entry, and the update where there is one. An entry holds what is
 * needed to make the update again: the examples in order, the weights of their sources, where the
 * last change was, the parent.
 */
public final class OutcomeFactory {

  private final String instance;
  private final String backboneDigest;

  /**
   * @param instance who says so
   */
  public OutcomeFactory(String instance, String backboneDigest) {
    this.instance = instance;
    this.backboneDigest = backboneDigest;
  }

  /** The figures of a look that came to a challenger. */
  Map<String, Double> figures(GateVerdict verdict, Challenger challenger, boolean promptTried) {
    Map<String, Double> figures = new TreeMap<>(verdict.metrics());
    challenger
        .sourceWeights()
        .forEach((source, weight) -> figures.put(Figures.SOURCE_WEIGHT + source, weight));
    if (challenger.agreement().size() > 1) {
      challenger
          .agreement()
          .forEach((source, share) -> figures.put(Figures.SOURCE_AGREEMENT + source, share));
    }
    figures.put(Figures.PROMPT_EXAMPLES, (double) challenger.promptExamples());
    if (promptTried) {
      figures.put(Figures.PROMPT_TRIED, (double) challenger.trainedOn().size());
    }
    return figures;
  }

  /** A verdict that changes nothing. */
  LearningOutcome verdict(
      LearningJob job,
      LedgerKind kind,
      String reason,
      Map<String, Double> figures,
      List<String> exampleIds) {
    LedgerEntry entry =
        entry(job, kind, OptionalLong.empty(), reason, figures, exampleIds, Optional.empty());
    return new LearningOutcome(job, entry, Optional.empty());
  }

  /** A verdict with a new version. */
  LearningOutcome published(
      LearningJob job,
      LedgerKind kind,
      UpdateOrigin origin,
      String reason,
      Champion next,
      List<String> exampleIds,
      Map<String, Double> figures) {
    Map<String, Double> all = new TreeMap<>(figures);
    all.put(Figures.UNTIL, (double) next.until());
    all.put(Figures.PROMPT_EXAMPLES, (double) next.promptExamples());
    TaskUpdate update = update(job, next, origin, exampleIds.size(), all);
    String digest = TensorDigest.of(update);
    LedgerEntry entry =
        entry(
            job,
            kind,
            OptionalLong.of(next.version()),
            reason,
            all,
            exampleIds,
            Optional.of(digest));
    return new LearningOutcome(job, entry, Optional.of(update));
  }

  /** A change of a task's texts. */
  LedgerEntry alarm(LearningJob job, InputWatch.Shift shift) {
    return new LedgerEntry(
        job.task().name(),
        LedgerKind.DRIFT,
        OptionalLong.empty(),
        OptionalLong.of(job.champion().version()),
        Optional.empty(),
        shift.reason(),
        "input",
        Map.of(
            Figures.INPUT_CHANGE, (double) shift.position(), Figures.UNTIL, (double) job.until()),
        List.of(),
        Optional.empty(),
        instance,
        job.at().truncatedTo(ChronoUnit.MILLIS));
  }

  /** A look that failed; it counts as one, or it would fail for ever. */
  public LearningOutcome failed(LearningJob job, RuntimeException cause) {
    Map<String, Double> figures = new TreeMap<>();
    figures.put(Figures.UNTIL, (double) job.until());
    job.newer().ifPresent(n -> figures.put(Figures.PROMPT_JUDGED, (double) n.version()));
    LedgerEntry entry =
        new LedgerEntry(
            job.task().name(),
            LedgerKind.REFUSED,
            OptionalLong.empty(),
            OptionalLong.of(job.champion().version()),
            Optional.of(ErrorCode.ENGINE_FAILED),
            cause.toString(),
            job.trigger().text(),
            figures,
            List.of(),
            Optional.empty(),
            instance,
            job.at().truncatedTo(ChronoUnit.MILLIS));
    return new LearningOutcome(job, entry, Optional.empty());
  }

  private LedgerEntry entry(
      LearningJob job,
      LedgerKind kind,
      OptionalLong version,
      String reason,
      Map<String, Double> figures,
      List<String> exampleIds,
      Optional<String> digest) {
    Map<String, Double> all = new TreeMap<>(figures);
    all.put(Figures.UNTIL, (double) job.until());
    all.put(Figures.SHARED_PROMPT, (double) job.shared().version());
    job.change().ifPresent(change -> all.put(Figures.CHANGE, (double) change));
    if (kind != LedgerKind.ROLLED_BACK) {
      job.newer().ifPresent(n -> all.put(Figures.PROMPT_JUDGED, (double) n.version()));
    }
    return new LedgerEntry(
        job.task().name(),
        kind,
        version,
        OptionalLong.of(job.champion().version()),
        Optional.empty(),
        reason,
        job.trigger().text(),
        all,
        exampleIds,
        digest,
        instance,
        job.at().truncatedTo(ChronoUnit.MILLIS));
  }

  private TaskUpdate update(
      LearningJob job,
      Champion next,
      UpdateOrigin origin,
      int examples,
      Map<String, Double> figures) {
    TaskParameters p = next.parameters().orElseThrow();
    return new TaskUpdate(
        job.task().name(),
        next.version(),
        OptionalLong.of(job.champion().version()),
        job.shared().version(),
        backboneDigest,
        p.labels(),
        p.length(),
        p.width(),
        p.rank(),
        p.u(),
        p.v(),
        p.labelVectors(),
        p.labelBiases(),
        p.scale(),
        p.temperature(),
        origin,
        examples,
        figures,
        "",
        job.at().truncatedTo(ChronoUnit.MILLIS));
  }
}
