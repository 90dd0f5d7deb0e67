package io.mptstreams.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.bench.Check;
import io.mptstreams.bench.engine.EngineBenchReport.Row;
import io.mptstreams.cli.output.Json;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EngineBenchReportTest {

  @Test
  void writesChecksWithGoalAndVerdictAndRowsWithoutAPeerAsNull() {
    // Given
    EngineBenchReport report =
        new EngineBenchReport(
            "2 threads",
            List.of(new Row("train_step", "16x32+20", 12.5, OptionalDouble.empty())),
            List.of(Check.atLeast("matmul", 0.75, 0.8), Check.atMost("update_ms", 0.5, 1)));

    // When
    String line = Json.line(report);

    // Then
    assertThat(line)
        .isEqualTo(
            "{\"conditions\":\"2 threads\",\"rows\":[{\"what\":\"train_step\","
                + "\"shape\":\"16x32+20\",\"millis\":12.5,\"peer_millis\":null}],"
                + "\"checks\":[{\"name\":\"matmul\",\"value\":0.75,\"goal\":0.8,\"met\":false},"
                + "{\"name\":\"update_ms\",\"value\":0.5,\"goal\":1.0,\"met\":true}]}");
  }
}
