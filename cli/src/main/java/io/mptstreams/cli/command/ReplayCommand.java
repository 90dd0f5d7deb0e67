package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.Interruptible;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.replay.PastScorer;
import io.mptstreams.cli.replay.Replay;
import io.mptstreams.cli.replay.ReplayTally;
import io.mptstreams.cli.replay.Replayer;
import io.mptstreams.cli.replay.Resender;
import io.mptstreams.cli.score.RowScorer;
import io.mptstreams.cli.score.ServedTaskModels;
import io.mptstreams.cli.versions.VersionChoice;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import io.mptstreams.streams.intake.EventReader;
import io.mptstreams.streams.intake.TextRules;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Dead letters, or events of a span of time, once more. It remembers nothing between calls. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Send dead letters (--code) or events (--from) to where they came from once more, with the "
          + "same ids and the header mpt.replay.of: the running scorer answers them again.",
      "With --with-version or --as-of they are answered here instead, by versions that need not serve "
          + "any more, into the shadow topic."
    })
final class ReplayCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Where answers of past versions go. */
  enum Into {
    shadow,
    predictions
  }

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--code", description = "Dead letters with this code, such as UNKNOWN_TASK.")
  private ErrorCode code;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Records from this time on, such as 2026-03-01T12:00:00Z.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Records before this time.")
  private Instant to = Instant.ofEpochMilli(Long.MAX_VALUE);

  @Option(
      names = "--topic",
      description = "Events of this topic only, such as mpt.events; may be repeated.")
  private Set<String> topics = Set.of();

  @Option(names = "--task", description = "For one task only, whatever else the events name.")
  private String task;

  @Option(
      names = "--with-version",
      paramLabel = "N",
      description = "Let version N of --task answer.")
  private Long version;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Let the versions answer that served at that time.")
  private Instant asOf;

  @Option(
      names = "--into",
      defaultValue = "shadow",
      description = "Where these answers go: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Into into;

  @Option(names = "--dry-run", description = "Count the records and send nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    check();
    ScorerSettings settings =
        ScorerSettings.from(new ConfigValues(Connection.withLocalDefaults(config.values())));
    try (Interruptible signal = Interruptible.begin(OnBackbone.PATIENCE);
        Cluster cluster = Cluster.open(Connection.from(config.values()))) {
      EventReader reader =
          new EventReader(
              cluster.serdes().of(cluster.topics().sharedEvents()).deserializer(),
              cluster.topics(),
              new TextRules(settings.engine().maxTextBytes()),
              settings.routing());
      Replay replay = new Replay(cluster, reader, Optional.ofNullable(task));
      ReplayTally tally;
      if (dryRun) {
        tally = play(cluster, replay, Optional.empty());
      } else if (answersHere()) {
        tally = answerHere(cluster, settings, reader, replay);
      } else {
        try (Replayer resender = new Resender(cluster)) {
          tally = play(cluster, replay, Optional.of(resender));
        }
      }
      print(tally);
    }
    return ExitCode.OK.number();
  }

  private void check() {
    if (code == null && from == null) {
      throw CommandException.usage(
          "say what to replay: --code CODE for dead letters, or --from TIME for events");
    }
    if (from != null && !from.isBefore(to)) {
      throw CommandException.usage("--from must be before --to, was " + from + " and " + to);
    }
    if (code != null && !topics.isEmpty()) {
      throw CommandException.usage("--topic chooses among events, not among dead letters");
    }
    if (version != null && (asOf != null || task == null)) {
      throw CommandException.usage("--with-version needs --task, and no --as-of beside it");
    }
    if (version != null && version < 1) {
      throw CommandException.usage("a version is 1 or more, was " + version);
    }
    if (into == Into.predictions && !answersHere()) {
      throw CommandException.usage("--into needs --with-version or --as-of");
    }
  }

  private boolean answersHere() {
    return version != null || asOf != null;
  }

  private ReplayTally answerHere(
      Cluster cluster, ScorerSettings settings, EventReader reader, Replay replay) {
    VersionChoice choice = version != null ? VersionChoice.of(version) : VersionChoice.asOf(asOf);
    try (Backbone backbone = Backbones.open(settings.backbone())) {
      ServedTaskModels models =
          new ServedTaskModels(cluster, backbone, ScorerApp.ownPrompt(backbone, settings), choice);
      if (version != null) {
        var unused = models.find(task);
      }
      RowScorer scorer =
          new RowScorer(
              new OfflineScorer(backbone, settings.engine()),
              models,
              new TextRules(settings.engine().maxTextBytes()),
              Optional.empty());
      try (Replayer past =
          new PastScorer(
              cluster,
              reader,
              scorer,
              into == Into.shadow ? cluster.topics().shadow() : cluster.topics().predictions(),
              backbone.info().digest())) {
        return play(cluster, replay, Optional.of(past));
      }
    }
  }

  private ReplayTally play(Cluster cluster, Replay replay, Optional<Replayer> replayer) {
    if (code != null) {
      Instant start = from == null ? Instant.EPOCH.minusMillis(1) : from;
      return replay.deadLetters(code, answersHere(), start, to, replayer);
    }
    return replay.events(eventTopics(cluster), from, to, replayer);
  }

  private Set<String> eventTopics(Cluster cluster) {
    Set<String> there =
        cluster.await(cluster.admin().listTopics().names(), PATIENCE).stream()
            .filter(cluster.topics().eventsPattern().asMatchPredicate())
            .collect(Collectors.toSet());
    topics.stream()
        .filter(topic -> !there.contains(topic))
        .findFirst()
        .ifPresent(
            topic -> {
              throw CommandException.failed("there is no event topic " + topic + "; " + there);
            });
    if (topics.isEmpty() && there.isEmpty()) {
      return Set.of(cluster.topics().sharedEvents().name());
    }
    return topics.isEmpty() ? there : topics;
  }

  private void print(ReplayTally tally) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("chosen", tally.chosen());
    result.put("sent", tally.sent());
    result.put("refused", tally.refused());
    result.put("left_out", tally.leftOut());
    tally.leftOut().forEach((which, count) -> output.say("left out " + count + " " + which));
    String done =
        dryRun
            ? "would replay " + tally.chosen() + " records"
            : "chose %d records, sent %d".formatted(tally.chosen(), tally.sent());
    output.result(
        result,
        () -> List.of(tally.refused().isEmpty() ? done : done + ", refused " + tally.refused()));
  }
}
