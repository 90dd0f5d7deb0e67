package io.mptstreams.cli.score;

import io.mptstreams.cli.task.LabelledRow;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringException;
import io.mptstreams.engine.scoring.ScoringRequest;
import io.mptstreams.engine.scoring.ScoringResult;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.streams.intake.TextRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a file to one result for each row: an {@link Scored} or a Failure. */
public final class RowScorer {

  /**
   * A row without an answer.
   *
   * @param row its number in the file, from 1
   * @param error of the product's error codes
   */
  public record Failure(long row, Optional<String> id, ErrorCode error, String message) {}

  private record Item(int index, InputRow row) {}

  private final OfflineScorer scorer;
  private final TaskModels models;
  private final TextRules rules;
  private final Optional<String> onlyTask;

  /**
   * @param rules for texts, as the stream has them
   * @param onlyTask the task of rows that name none
   */
  public RowScorer(
      OfflineScorer scorer, TaskModels models, TextRules rules, Optional<String> onlyTask) {
    this.scorer = scorer;
    this.models = models;
    this.rules = rules;
    this.onlyTask = onlyTask;
  }

  /** Results in the order of the rows. */
  public List<Object> score(List<InputRow> rows) {
    Object[] results = new Object[rows.size()];
    Map<String, List<Item>> byTask = new LinkedHashMap<>();
    for (int i = 0; i < results.length; i++) {
      InputRow row = rows.get(i);
      Optional<String> task = row.row().flatMap(LabelledRow::task).or(() -> onlyTask);
      if (row.problem().isPresent()) {
        results[i] = failure(row, row.problem().get().code(), row.problem().get().message());
      } else if (task.isEmpty()) {
        results[i] = failure(row, ErrorCode.NO_TASK, "the row names no task");
      } else {
        byTask.computeIfAbsent(task.get(), t -> new ArrayList<>()).add(new Item(i, row));
      }
    }
    byTask.forEach((task, items) -> scoreTask(task, items, results));
    return List.of(results);
  }

  private void scoreTask(String name, List<Item> items, Object[] results) {
    ScoredTask task;
    try {
      task = models.find(name);
    } catch (RecordRejectedException e) {
      items.forEach(i -> results[i.index()] = failure(i.row(), e.code(), e.getMessage()));
      return;
    }
    List<Item> whole = new ArrayList<>();
    for (Item item : items) {
      try {
        check(task, text(item));
        whole.add(item);
      } catch (RecordRejectedException e) {
        results[item.index()] = failure(item.row(), e.code(), e.getMessage());
      }
    }
    scoreAll(task, whole, results);
  }

  private void check(ScoredTask task, LabelledRow row) {
    rules.check(row.text(), row.textPair().orElse(""));
    if (task.pair() && row.textPair().filter(text -> !text.isBlank()).isEmpty()) {
      throw new RecordRejectedException(
          ErrorCode.MISSING_TEXT_PAIR,
          "task " + task.definition().name() + " takes a pair of texts");
    }
  }

  /** The scorer refuses all for one bad text before it computes anything, so halving is cheap. */
  private void scoreAll(ScoredTask task, List<Item> items, Object[] results) {
    if (items.isEmpty()) {
      return;
    }
    String name = task.source().model().task();
    List<ScoringRequest> requests =
        items.stream().map(item -> request(name, text(item), task.pair())).toList();
    try {
      List<ScoringResult> scored =
          scorer.score(task.source().prompt(), task.source().model(), requests);
      for (int i = 0; i < scored.size(); i++) {
        Item item = items.get(i);
        String id = text(item).id().orElse(Long.toString(item.row().number()));
        results[item.index()] = Scored.of(id, task.definition(), scored.get(i));
      }
    } catch (ScoringException e) {
      if (items.size() == 1) {
        ErrorCode code = ErrorCode.valueOf(e.reason().name());
        results[items.get(0).index()] = failure(items.get(0).row(), code, e.getMessage());
        return;
      }
      int half = items.size() / 2;
      scoreAll(task, items.subList(0, half), results);
      scoreAll(task, items.subList(half, items.size()), results);
    }
  }

  private static ScoringRequest request(String task, LabelledRow row, boolean pair) {
    return new ScoringRequest(task, row.text(), pair ? row.textPair() : Optional.empty());
  }

  private static LabelledRow text(Item item) {
    return item.row().row().orElseThrow();
  }

  private static Failure failure(InputRow row, ErrorCode code, String message) {
    return new Failure(row.number(), row.row().flatMap(LabelledRow::id), code, message);
  }
}
