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
import io.mptstreams.trainer.LearnerAssembly;
import io.mptstreams.trainer.adapt.AdaptSettings;
import io.mptstreams.trainer.adapt.FeatureStore;
import io.mptstreams.trainer.adapt.MptPromptTrainer;
import io.mptstreams.trainer.adapt.Parameters;
import io.mptstreams.trainer.adapt.PromptTrainer;
import io.mptstreams.trainer.adapt.ReadoutStage;
import io.mptstreams.trainer.learn.ColdStarts;
import io.mptstreams.trainer.learn.LearnerSettings;
import io.mptstreams.trainer.learn.RememberedStarts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
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
  private final List<ReplayChange> changes;
  private final TaskTimeline timeline;
  private final ColdStarts coldStarts;
  private final FeatureStore features;
  private final AheadVectors ahead;
  private final PromptedEmbedder embedder;

  /**
   * @param tasks of the stream as they are in its end, by name
   * @param changes labels that come later, and after what the task is set beside a model of the new
   *     part alone
   * @throws InvalidDataException if a change brings a label that its task does not have
   */
  public Replays(
      Backbone backbone,
      SharedPrompt shared,
      LearnerSettings learner,
      Map<String, TaskDefinition> tasks,
      List<ReplayChange> changes) {
    this.backbone = backbone;
    this.shared = shared;
    this.learner = unhurried(learner);
    this.tasks = Map.copyOf(tasks);
    this.changes = List.copyOf(changes);
    this.timeline = TaskTimeline.of(tasks, changes);
    this.features = LearnerAssembly.features(backbone, this.learner.adapt());
    this.ahead = new AheadVectors(backbone, shared, features, this.learner.adapt().maxTokens());
    this.embedder = new PromptedEmbedder(backbone, this.learner.adapt().maxTokens());
    this.coldStarts = new RememberedStarts(LearnerAssembly.coldStarts(backbone));
  }

  /**
   * Plays the stream once, beside the rivals.
   *
   * @param progress told the number of events played
   * @throws InvalidDataException if an event cannot be played, as {@link TaskTimeline#problem} has
   *     it
   */
  public ReplayResult play(
      List<ReplayEvent> events, ReplaySettings settings, IntConsumer progress) {
    return play(events, changes, settings, rivals(byTask(events), events), progress);
  }

  /** The same without rivals and what stands beside changes, in half the time. */
  public ReplayResult playAlone(
      List<ReplayEvent> events, ReplaySettings settings, IntConsumer progress) {
    return play(events, List.of(), settings, List.of(), progress);
  }

  private ReplayResult play(
      List<ReplayEvent> events,
      List<ReplayChange> compared,
      ReplaySettings settings,
      List<Rival> rivals,
      IntConsumer progress) {
    Map<String, List<ReplayEvent>> byTask = byTask(events);
    byTask.forEach((task, own) -> ahead.prompted(start(tasks.get(task)), own));
    return new StreamReplay(
            settings,
            learner,
            shared,
            timeline,
            this::start,
            features,
            LearnerAssembly.learning(backbone, learner, features, "replay"),
            rivals,
            compared,
            this::hindsight,
            (update, p) -> ahead.prompted(p, after(update.createdAt(), byTask.get(update.task()))),
            new BitCheck((event, p) -> embedder.embed(shared, p, event.text(), event.textPair())))
        .play(events, progress);
  }

  private static List<ReplayEvent> after(Instant moment, List<ReplayEvent> events) {
    return events.stream().filter(event -> event.at().isAfter(moment)).toList();
  }

  private Map<String, List<ReplayEvent>> byTask(List<ReplayEvent> events) {
    check(events);
    return events.stream().collect(Collectors.groupingBy(ReplayEvent::task));
  }

  private void check(List<ReplayEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      ReplayEvent event = events.get(i);
      timeline
          .problem(i, event.task(), event.textPair(), event.label())
          .ifPresent(
              problem -> {
                throw new InvalidDataException("event " + event.id() + " " + problem);
              });
    }
  }

  private List<Rival> rivals(Map<String, List<ReplayEvent>> byTask, List<ReplayEvent> events) {
    Map<String, Integer> latest = new HashMap<>();
    byTask.forEach((task, own) -> latest.put(task, own.size() / STATIC_SHARE));
    // Both static scorers see the same labels.
    Map<Map.Entry<String, List<LabelledText>>, TaskParameters> known = new HashMap<>();
    StaticScorer.OneShot once =
        (task, start, given, labels) ->
            known.computeIfAbsent(
                Map.entry(task, labels),
                key -> {
                  TaskParameters adapted = adaptOnce(start, given, labels);
                  ahead.prompted(adapted, byTask.get(task));
                  return adapted;
                });
    BiFunction<ReplayEvent, TaskParameters, float[]> logits =
        (event, p) -> new LinearReadout(p).logits(vector(event, p));
    return List.of(
        new StaticScorer("static", false, STATIC_LABELS, latest, once, logits),
        new StaticScorer("static_new_labels", true, STATIC_LABELS, latest, once, logits),
        new OnlineProbe(event -> ahead.plain(event, events)));
  }

  private TaskParameters start(TaskDefinition task) {
    return coldStarts.of(shared, task);
  }

  /** Virtual time: what a training takes must not depend on how busy the machine is. */
  private static LearnerSettings unhurried(LearnerSettings learner) {
    AdaptSettings adapt = learner.adapt();
    return learner.withAdapt(adapt.withPrompt(adapt.prompt().withBudget(BUDGET)));
  }

  /** The whole method once: prompt by gradient, readout behind it. */
  private TaskParameters adaptOnce(
      TaskParameters start, List<ReplayEvent> events, List<LabelledText> labels) {
    PromptTrainer trainer = new MptPromptTrainer(backbone, learner.adapt().prompt());
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
    TaskParameters adapted = adaptOnce(start(tasks.get(task)), events, labels);
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
