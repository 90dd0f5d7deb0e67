package io.mptstreams.bench.trainer;

import io.mptstreams.bench.Check;
import io.mptstreams.bench.engine.RealTexts;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.local.LocalSettings;
import io.mptstreams.local.LocalStack;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.trainer.TrainerApp;
import io.mptstreams.trainer.TrainerSettings;
import io.mptstreams.trainer.learn.TaskStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Labels for every task at once, round after round: the time of a round is how long a task waits at
 * most while all others are looked at too. Which of its two labels a text has depends on its
 * length, so that there is something to learn.
 */
public final class TrainerBench {

  private static final List<String> LABELS = List.of("long", "short");
  private static final int STATUS_REQUESTS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final double MIB = 1 << 20;

  private final int tasks;
  private final int perRound;
  private final int rounds;

  /**
   * @param perRound labels of a task in a round
   */
  public TrainerBench(int tasks, int perRound, int rounds) {
    this.tasks = tasks;
    this.perRound = perRound;
    this.rounds = rounds;
  }

  /** Takes minutes; nothing else should run. */
  public TrainerBenchReport run(Consumer<String> progress) {
    Path folder = temporary();
    try (LocalStack stack = LocalStack.start(LocalSettings.in(folder));
        TrainerFeed feed = new TrainerFeed(stack.bootstrapServers(), stack.registryUrl())) {
      TrainerSettings settings = settings(stack);
      List<String> texts = texts(settings);
      for (int t = 0; t < tasks; t++) {
        feed.define(task(t));
      }
      double before = heap();
      try (TrainerApp trainer = TrainerApp.start(settings)) {
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          int first = round * perRound;
          progress.accept("round " + (round + 1) + " of " + rounds);
          long began = System.nanoTime();
          for (int t = 0; t < tasks; t++) {
            feed.label(examples(t, first, texts));
          }
          await(trainer, first + perRound);
          seconds.add((System.nanoTime() - began) / 1e9);
        }
        progress.accept("status while it learns");
        for (int t = 0; t < tasks; t++) {
          feed.label(examples(t, rounds * perRound, texts));
        }
        double slowest = slowestStatus(trainer);
        await(trainer, (rounds + 1) * perRound);
        return report(seconds, heap() - before, slowest);
      }
    } finally {
      delete(folder);
    }
  }

  private TrainerBenchReport report(List<Double> seconds, double mebibytes, double millis) {
    double slowest = seconds.stream().mapToDouble(s -> s).max().orElse(0);
    return new TrainerBenchReport(
        "%d processors, broker and registry in the same process, %d tasks, %d labels a task and round"
            .formatted(Runtime.getRuntime().availableProcessors(), tasks, perRound),
        seconds,
        List.of(
            Check.atMost("slowest_round_s", slowest, 600),
            Check.atMost("heap_beside_backbone_mib", mebibytes, 1024),
            Check.atMost("status_p99_ms", millis, 100)));
  }

  /** Every task has all its examples and has looked at them. */
  private void await(TrainerApp trainer, int examples) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!settled(trainer.status(), examples)) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("the trainer did not look at every task in " + PATIENCE);
      }
      pause();
    }
  }

  private boolean settled(List<TaskStatus> status, int examples) {
    return status.size() == tasks
        && status.stream()
            .allMatch(
                s ->
                    s.training() + s.validation() == examples
                        && !s.looking()
                        && s.newLabels() < s.neededLabels());
  }

  /** The 99th percentile of answers to a question for all tasks, in milliseconds. */
  private static double slowestStatus(TrainerApp trainer) {
    HttpClient client = HttpClient.newHttpClient();
    URI uri = URI.create("http://127.0.0.1:" + trainer.statusPort().orElseThrow() + "/tasks");
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < STATUS_REQUESTS; i++) {
      long began = System.nanoTime();
      try {
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      millis.add((System.nanoTime() - began) / 1e6);
      pause();
    }
    millis.sort(Comparator.naturalOrder());
    return millis.get((int) (0.99 * (millis.size() - 1)));
  }

  private List<Example> examples(int task, int first, List<String> texts) {
    List<Example> examples = new ArrayList<>();
    for (int i = first; i < first + perRound; i++) {
      String text = texts.get((task * 31 + i) % texts.size());
      examples.add(
          new Example(
              "t" + task + "-" + i,
              name(task),
              text,
              Optional.empty(),
              LABELS.get(text.length() > 60 ? 0 : 1),
              Optional.of("bench"),
              Optional.empty(),
              OptionalLong.empty(),
              Optional.empty(),
              false,
              Instant.now(),
              Instant.now()));
    }
    return examples;
  }

  private static TaskDefinition task(int number) {
    return new TaskDefinition(
        name(number),
        TaskKind.SINGLE,
        LABELS.stream().map(label -> new LabelDefinition(label, "a " + label + " text")).toList(),
        "",
        Optional.empty(),
        true,
        OptionalLong.empty(),
        Instant.now());
  }

  private static String name(int number) {
    return "task-" + number;
  }

  private static TrainerSettings settings(LocalStack stack) {
    return TrainerSettings.from(
        new ConfigValues(
            Map.of(
                "kafka.bootstrap.servers", stack.bootstrapServers(),
                "schema.registry.url", stack.registryUrl(),
                "topics.prefix", TrainerFeed.PREFIX,
                "topics.partitions", Integer.toString(TrainerFeed.PARTITIONS),
                "training.status.port", "0")));
  }

  private static List<String> texts(TrainerSettings settings) {
    try (Backbone backbone = Backbones.open(settings.backbone())) {
      return new RealTexts(Optional.empty(), backbone.tokenizer()).texts();
    }
  }

  private static double heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / MIB;
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("mpt-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
