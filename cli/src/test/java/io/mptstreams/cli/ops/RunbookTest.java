package io.mptstreams.cli.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.streams.metrics.ReloadOutcome;
import io.mptstreams.streams.metrics.ScorerMeter;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.trainer.TrainerMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What operators read must name what the programs say. */
class RunbookTest {

  private static final Pattern METRIC = Pattern.compile("\\bmpt_[a-z_]+");
  private static final Path OPS = Path.of("..", "ops");

  @Test
  void theRunbookExplainsEveryErrorCodeAndNoOther() throws IOException {
    List<String> explained =
        Pattern.compile("^\\| `([A-Z_]+)` \\|", Pattern.MULTILINE)
            .matcher(text("runbook.md"))
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(explained)
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
  }

  @Test
  void dashboardAndAlertsNameMetricsThatExist() throws IOException {
    List<String> known = namesIn(scrapeOfEveryMetric());

    assertThat(known).containsAll(namesIn(text("dashboard.json")));
    assertThat(known).containsAll(namesIn(text("alerts.yaml")));
  }

  @Test
  void theAlertForUpdatesNamesOutcomesThatExist() throws IOException {
    List<String> outcomes =
        Pattern.compile("mpt_reloads_updates_total\\{outcome=\"([^\"]+)\"}")
            .matcher(text("alerts.yaml"))
            .results()
            .map(outcome -> outcome.group(1))
            .toList();

    assertThat(outcomes).isNotEmpty();
    assertThat(Arrays.stream(ReloadOutcome.values()).map(ReloadOutcome::tag).toList())
        .containsAll(outcomes);
  }

  @Test
  void everyAlertPointsAtAHeadingOfTheRunbook() throws IOException {
    List<String> anchors =
        text("runbook.md")
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
            .toList();
    List<String> links =
        Pattern.compile("runbook\\.md#(\\S+)")
            .matcher(text("alerts.yaml"))
            .results()
            .map(link -> link.group(1))
            .toList();

    assertThat(links).isNotEmpty();
    assertThat(anchors).containsAll(links);
  }

  private static String scrapeOfEveryMetric() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ScorerMetrics metrics = new ScorerMetrics(registry);
    for (ScorerMeter meter : ScorerMeter.values()) {
      switch (meter.kind()) {
        case COUNTER -> metrics.count(meter, "x");
        case GAUGE -> metrics.gauge(meter, () -> 1);
        case TIMER -> metrics.time(meter, Duration.ofMillis(1));
      }
    }
    for (TrainerMetric metric : TrainerMetric.values()) {
      record(registry, metric);
    }
    return registry.scrape();
  }

  private static void record(MeterRegistry registry, TrainerMetric metric) {
    String[] tags =
        metric.tags().stream().flatMap(tag -> Stream.of(tag, "x")).toArray(String[]::new);
    if (metric.type() == TrainerMetric.Type.TIMER) {
      registry.timer(metric.meter(), tags).record(Duration.ofMillis(1));
    } else {
      Counter.builder(metric.meter())
          .baseUnit(metric.unit())
          .tags(tags)
          .register(registry)
          .increment();
    }
  }

  private static List<String> namesIn(String text) {
    return METRIC.matcher(text).results().map(MatchResult::group).distinct().toList();
  }

  private static String text(String file) throws IOException {
    return Files.readString(OPS.resolve(file));
  }
}
