package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.option.Bounded;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Table;
import io.mptstreams.cli.stream.StreamEvent;
import io.mptstreams.cli.stream.StreamFile;
import io.mptstreams.cli.stream.StreamFile.Order;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.trainer.TrainerSettings;
import io.mptstreams.trainer.replay.ReplayCheck;
import io.mptstreams.trainer.replay.ReplayEvent;
import io.mptstreams.trainer.replay.ReplayResult;
import io.mptstreams.trainer.replay.ReplaySettings;
import io.mptstreams.trainer.replay.ReplaySummary;
import io.mptstreams.trainer.replay.Replays;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scorer, feedback and trainer over a stream file, without Kafka and in virtual time. */
@Command(
    name = "replay-stream",
    mixinStandardHelpOptions = true,
    description = {
      "Play a stream of labelled events through scorer and trainer, without Kafka and in virtual "
          + "time, beside a static scorer and an online probe.",
      "Every answer is judged before its label is known."
    },
    footerHeading = "%nLines of the result:%n",
    footer = {
      "  adaptive           scorer and trainer",
      "  zero_shot          version 1, throughout",
      "  static             the method adapted once, on the first labels of each class",
      "  static_new_labels  the same, which reads the phrases of labels that come later",
      "  online_probe       a linear probe on frozen embeddings, fitted after every label",
      "Accuracy is in percent here, and from 0 to 1 with --json."
    })
final class ReplayStreamCommand implements Callable<Integer> {

  private static final double POINTS = 100;

  /** Kinds of labels that --noise plays. */
  private static final int NOISES = 3;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "STREAM.jsonl",
      description =
          "Lines of ts (in milliseconds), task, text, label, and where they have one id and"
              + " text_pair.")
  private Path stream;

  @Option(
      names = "--tasks",
      required = true,
      paramLabel = "DIR",
      description = "Folder with a folder for each task, and a task.json in it.")
  private Path tasks;

  @Option(
      names = "--feedback",
      converter = Bounded.Share.class,
      defaultValue = "0.3",
      description = "Share of the events that get a label (default: ${DEFAULT-VALUE}).")
  private double feedback;

  @Option(
      names = "--delay",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "Between an event and its label, such as 5m (default: ${DEFAULT-VALUE}).")
  private Duration delay;

  @Option(
      names = "--seeds",
      converter = Bounded.FromOne.class,
      defaultValue = "1",
      description = "Draws of which events get a label (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--first-seed",
      defaultValue = "1",
      description =
          "Number of the first draw, so that draws can be played apart (default:"
              + " ${DEFAULT-VALUE}).")
  private int firstSeed;

  @Option(
      names = "--flip",
      converter = Bounded.Share.class,
      defaultValue = "0",
      description = "Share of the labels that are replaced by a random other one.")
  private double flip;

  @Option(
      names = "--hostile",
      converter = Bounded.Share.class,
      defaultValue = "0",
      description = "Share of the labels that come from one source that is always wrong.")
  private double hostile;

  @Option(
      names = "--random",
      converter = Bounded.Share.class,
      defaultValue = "0",
      description = "Share of the labels that are drawn at random from all labels.")
  private double random;

  @Option(
      names = "--alone",
      description = "Leave out what needs no trainer: the static scorer, the probe, recoveries.")
  private boolean alone;

  @Option(
      names = "--noise",
      description = {
        "Play each draw three times more: with 20 %% of the labels flipped, with one hostile source"
            + " of 30 %% of the labels, and with random labels only."
      })
  private boolean noise;

  @Override
  public Integer call() throws FileSystemException {
    TrainerSettings settings = TrainerSettings.from(new ConfigValues(config.values()));
    // What cannot be played is told before the backbone is loaded.
    List<ReplaySettings> draws =
        IntStream.range(firstSeed, firstSeed + seeds).mapToObj(this::draw).toList();
    StreamFile file = StreamFile.read(stream, tasks, Order.TIMES, Instant.EPOCH);
    List<ReplayEvent> events = file.events().stream().map(ReplayStreamCommand::event).toList();
    return OnBackbone.run(
        settings.backbone(),
        backbone -> {
          SharedPrompt shared =
              SharedPrompts.packaged(backbone.info())
                  .orElseGet(
                      () -> SharedPrompts.fromVocabulary(backbone, settings.promptLength(), 7));
          play(
              new Replays(backbone, shared, settings.learner(), file.tasks(), file.changes()),
              events,
              draws);
        });
  }

  private ReplaySettings draw(int seed) {
    try {
      return new ReplaySettings(
          feedback, delay, Duration.ofSeconds(5), seed, flip, hostile, random);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private void play(Replays replays, List<ReplayEvent> events, List<ReplaySettings> draws) {
    List<ReplayResult> clean = new ArrayList<>();
    Map<String, List<ReplayResult>> noisy = new LinkedHashMap<>();
    PlayProgress progress =
        new PlayProgress(draws.size() * (noise ? 1 + NOISES : 1), events.size(), output::say);
    for (ReplaySettings draw : draws) {
      IntConsumer played = progress.next("draw " + draw.seed());
      clean.add(
          told(
              "",
              alone
                  ? replays.playAlone(events, draw, played)
                  : replays.play(events, draw, played)));
      if (noise) {
        noises(draw)
            .forEach(
                (kind, bad) ->
                    noisy
                        .computeIfAbsent(kind, k -> new ArrayList<>())
                        .add(
                            told(
                                kind + " labels, ",
                                replays.playAlone(
                                    events,
                                    bad,
                                    progress.next(
                                        "draw " + draw.seed() + ", " + kind + " labels")))));
      }
    }
    show(ReplaySummary.of(clean, noisy));
  }

  private static Map<String, ReplaySettings> noises(ReplaySettings draw) {
    Map<String, ReplaySettings> noises = new LinkedHashMap<>();
    noises.put("flipped", draw.with(0.2, 0, 0));
    noises.put("hostile", draw.with(0, 0.3, 0));
    noises.put("random", draw.with(0, 0, 1));
    return noises;
  }

  private ReplayResult told(String what, ReplayResult result) {
    output.say("draw " + result.seed() + ": " + what + percentages(result.accuracy()));
    return result;
  }

  private void show(ReplaySummary summary) {
    output.result(
        summary,
        () -> {
          Table table = new Table("TASK", "DRAW", "VERSION", "LABELS", "ALARMS", "ACCURACY");
          for (ReplayResult draw : summary.draws()) {
            draw.tasks()
                .forEach(
                    (name, task) ->
                        table.row(
                            name,
                            Long.toString(draw.seed()),
                            Long.toString(task.version()),
                            Integer.toString(task.labels()),
                            Integer.toString(task.alarms()),
                            percentages(task.accuracy())));
          }
          List<String> lines = new ArrayList<>(table.lines());
          lines.add("mean over tasks and draws: " + percentages(summary.accuracy()));
          for (ReplayCheck check : summary.checks()) {
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s: %.1f (goal %.0f, %s)",
                    check.name(),
                    check.value(),
                    check.goal(),
                    check.met() ? "met" : "missed"));
          }
          return lines;
        });
  }

  private static String percentages(Map<String, Double> accuracy) {
    return accuracy.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.1f", e.getKey(), POINTS * e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static ReplayEvent event(StreamEvent event) {
    return new ReplayEvent(
        event.at().orElseThrow(),
        event.task(),
        event.id(),
        event.text(),
        event.textPair(),
        event.label());
  }
}
