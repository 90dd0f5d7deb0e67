package io.mptstreams.trainer.replay;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.LinearReadout;
import io.mptstreams.engine.readout.PromptedEmbedder;
import io.mptstreams.engine.readout.ReadoutExamples;
import io.mptstreams.engine.readout.Softmax;
import io.mptstreams.engine.tuning.LabelledText;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.trainer.LearnerAssembly;
import io.mptstreams.trainer.adapt.AdaptSettings;
import io.mptstreams.trainer.adapt.FeatureStore;
import io.mptstreams.trainer.adapt.MptPromptTrainer;
import io.mptstreams.trainer.adapt.Parameters;
import io.mptstreams.trainer.adapt.PromptTrainer;
import io.mptstreams.trainer.adapt.ReadoutStage;
import io.mptstreams.trainer.learn.ColdStarts;
import io.mptstreams.trainer.learn.LearnerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Replays of one stream with one backbone: what does not depend on the draw of labels is made once.
 * Belongs to one thread.
 */
public final class Replays {

  private static final int STATIC_LABELS = 16;
  private static final int STATIC_SHARE = 3;
  private static final Duration BUDGET = Duration.ofHours(1);

  private final Backbone backbone;
  private final SharedPrompt shared;
  private final LearnerSettings learner;
  private final Map<String, TaskDefinition> tasks;
  private final Map<String, TaskParameters> starts = new TreeMap<>();
  private final FeatureStore features;
  private final AheadVectors ahead;
  private final PromptedEmbedder embedder;

  /**
   * @param tasks of the stream, by name
   */
  public Replays(
      Backbone backbone,
      SharedPrompt shared,
      LearnerSettings learner,
      Map<String, TaskDefinition> tasks) {
    this.backbone = backbone;
    this.shared = shared;
    this.learner = unhurried(learner);
    this.tasks = Map.copyOf(tasks);
    this.features = LearnerAssembly.features(backbone, this.learner.adapt());
    this.ahead = new AheadVectors(backbone, shared, features, this.learner.adapt().maxTokens());
    this.embedder = new PromptedEmbedder(backbone, this.learner.adapt().maxTokens());
    ColdStarts coldStarts = LearnerAssembly.coldStarts(backbone);
    tasks.forEach((name, task) -> starts.put(name, coldStarts.of(shared, task)));
  }

  /**
   * Plays the stream once, beside the rivals.
   *
   * @param changes after which the task is set beside a model of the new part alone
   * @param progress told the number of events played
   * @throws InvalidDataException as {@link #check} has it
   */
  public ReplayResult play(
      List<ReplayEvent> events,
      List<ReplayChange> changes,
      ReplaySettings settings,
      IntConsumer progress) {
    return play(events, changes, settings, rivals(byTask(events), events), progress);
  }

  /** The same without rivals and changes, in half the time. */
  public ReplayResult playAlone(
      List<ReplayEvent> events, ReplaySettings settings, IntConsumer progress) {
    return play(events, List.of(), settings, List.of(), progress);
  }

  private ReplayResult play(
      List<ReplayEvent> events,
      List<ReplayChange> changes,
      ReplaySettings settings,
      List<Rival> rivals,
      IntConsumer progress) {
    Map<String, List<ReplayEvent>> byTask = byTask(events);
    byTask.forEach((task, own) -> ahead.prompted(starts.get(task), own));
    return new StreamReplay(
            settings,
            learner,
            shared,
            tasks,
            starts,
            features,
            LearnerAssembly.learning(backbone, learner, features, "replay"),
            rivals,
            changes,
            this::hindsight,
            (update, p) -> ahead.prompted(p, after(update.createdAt(), byTask.get(update.task()))),
            new BitCheck((event, p) -> embedder.embed(shared, p, event.text(), event.textPair())))
        .play(events, progress);
  }

  private static List<ReplayEvent> after(Instant moment, List<ReplayEvent> events) {
    return events.stream().filter(event -> event.at().isAfter(moment)).toList();
  }

  private Map<String, List<ReplayEvent>> byTask(List<ReplayEvent> events) {
    check(events, tasks);
    return events.stream().collect(Collectors.groupingBy(ReplayEvent::task));
  }

  /**
   * Checks that a stream can be played, before anybody waits for a backbone.
   *
   * @param tasks by name
   * @throws InvalidDataException if an event's task is not among the tasks, does not have its
   *     label, or takes pairs and the event is none
   */
  public static void check(List<ReplayEvent> events, Map<String, TaskDefinition> tasks) {
    events.forEach(event -> check(event, tasks));
  }

  private static void check(ReplayEvent event, Map<String, TaskDefinition> tasks) {
    TaskDefinition task = tasks.get(event.task());
    if (task == null) {
      throw refused(event, "which is not there");
    }
    if (!task.labelNames().contains(event.label())) {
      throw refused(event, "which has no label \"" + event.label() + "\"");
    }
    if (task.kind() == TaskKind.PAIR && event.textPair().isEmpty()) {
      throw refused(event, "which takes pairs, and has no \"text_pair\"");
    }
  }

  private static InvalidDataException refused(ReplayEvent event, String why) {
    return new InvalidDataException(
        "event " + event.id() + " is of task \"" + event.task() + "\", " + why);
  }

  private List<Rival> rivals(Map<String, List<ReplayEvent>> byTask, List<ReplayEvent> events) {
    Map<String, Integer> latest = new HashMap<>();
    byTask.forEach((task, own) -> latest.put(task, own.size() / STATIC_SHARE));
    return List.of(
        new StaticScorer(
            STATIC_LABELS,
            latest,
            starts,
            (task, given, labels) -> {
              TaskParameters adapted = adaptOnce(task, given, labels);
              ahead.prompted(adapted, byTask.get(task));
              return adapted;
            },
            (event, p) -> new LinearReadout(p).logits(vector(event, p))),
        new OnlineProbe(starts, event -> ahead.plain(event, events)));
  }

  /** Virtual time: what a training takes must not depend on how busy the machine is. */
  private static LearnerSettings unhurried(LearnerSettings learner) {
    AdaptSettings adapt = learner.adapt();
    return learner.withAdapt(adapt.withPrompt(adapt.prompt().withBudget(BUDGET)));
  }

  /** The whole method once: prompt by gradient, readout behind it. */
  private TaskParameters adaptOnce(
      String task, List<ReplayEvent> events, List<LabelledText> labels) {
    PromptTrainer trainer = new MptPromptTrainer(backbone, learner.adapt().prompt());
    TaskParameters start = starts.get(task);
    TaskParameters trained = trainer.train(shared, start, labels, 1).orElse(start);
    TaskParameters prior = Parameters.withFactors(start, trained.u(), trained.v());
    float[] weights = new float[labels.size()];
    Arrays.fill(weights, 1);
    return new ReadoutStage(
            learner.adapt().readout(), learner.adapt().noise(), learner.adapt().folds())
        .fit(
            prior,
            new ReadoutExamples(
                events.stream().map(event -> vector(event, prior)).toList(),
                labels.stream().mapToInt(l -> start.labels().indexOf(l.label())).toArray(),
                weights));
  }

  private Predicate<ReplayEvent> hindsight(
      String task, List<ReplayEvent> events, List<LabelledText> labels) {
    TaskParameters adapted = adaptOnce(task, events, labels);
    LinearReadout readout = new LinearReadout(adapted);
    return event ->
        adapted
            .labels()
            .get(Softmax.argMax(readout.logits(vector(event, adapted))))
            .equals(event.label());
  }

  private float[] vector(ReplayEvent event, TaskParameters p) {
    return features.vector(shared, p, event.text(), event.textPair());
  }
}
