package io.mptstreams.cli.demo;

import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.kafka.SharedPromptPublisher;
import io.mptstreams.cli.kafka.TopicAdmin;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The demo from its first process to its summary. Belongs to one thread. */
public final class Demo {

  /** A broker of one's own is slow on a busy machine, not absent. */
  private static final Duration OWN_BROKER_ANSWERS_WITHIN = Duration.ofSeconds(60);

  private final DemoInput input;
  private final DemoSettings settings;
  private final Path folder;
  private final DemoView view;

  Demo(DemoInput input, DemoSettings settings, Path folder, DemoView view) {
    this.input = input;
    this.settings = settings;
    this.folder = folder;
    this.view = view;
  }

  /**
   * Starts everything, plays, stops everything and sums up.
   *
   * @param ending whether somebody wants it to stop before its end
   */
  public DemoSummary run(BooleanSupplier ending) {
    view.say("opening the frozen model");
    ScorerSettings scorer =
        ScorerSettings.from(new ConfigValues(Connection.withLocalDefaults(settings.overrides())));
    try (Backbone backbone = Backbones.open(scorer.backbone())) {
      SharedPrompt prompt = ScorerApp.ownPrompt(backbone, scorer);
      DemoRun run = play(prompt, ending);
      view.say("asking version 1 about every event, to compare");
      Map<String, Double> zeroShot =
          new ZeroShot(new OfflineScorer(backbone, scorer.engine()), backbone, prompt)
              .accuracy(input.timeline().last(), run.board().predictedInOrder(), ending);
      return DemoSummary.of(run.board(), run.reloads(), zeroShot);
    }
  }

  private DemoRun play(SharedPrompt prompt, BooleanSupplier ending) {
    try (DemoStack stack = new DemoStack(folder, settings.overrides())) {
      view.say("starting a broker and a schema registry");
      Map<String, String> values = stack.startBroker();
      try (Cluster cluster = Cluster.open(Connection.from(values), OWN_BROKER_ANSWERS_WITHIN);
          RecordSender sender = new RecordSender(cluster)) {
        new TopicAdmin(cluster).apply();
        new SharedPromptPublisher(cluster).publish(sender, prompt, "packaged");
        for (TaskDefinition task : input.tasks()) {
          sender.sendAndWait(cluster.topics().tasks(), task.name(), task);
        }
        view.say("starting the scorer and the trainer");
        stack.startPrograms();
        view.say(
            "playing %d events of %d tasks at %.1f a second"
                .formatted(input.events().size(), input.tasks().size(), settings.rate()));
        DemoRun run = new DemoRun(input, settings, cluster, sender, view);
        try (DemoFeed feed = new DemoFeed(cluster)) {
          run.play(feed, stack::checkAlive, ending);
        }
        view.say("stopping");
        return run;
      }
    }
  }
}
