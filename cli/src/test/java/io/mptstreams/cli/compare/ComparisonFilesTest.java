package io.mptstreams.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.engine.tuning.compare.Cell;
import io.mptstreams.engine.tuning.compare.CompareReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonFilesTest {

  @TempDir private Path folder;

  @Test
  void writesTablePlotAndTheJsonThatIsDocumented() throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (int draw = 0; draw < 2; draw++) {
      for (String method : List.of("mpt", "probe")) {
        cells.add(
            new Cell(
                method, "mr", 16, false, draw, "b", 32, 9, 0.7 + 0.1 * draw, 0.6, 404, 768, 1, 1));
      }
    }

    ComparisonFiles.write(folder, CompareReport.of(cells, "mpt"), 22_565_376);

    JsonNode json = new ObjectMapper().readTree(folder.resolve("compare.json").toFile());
    JsonNode row = json.get("rows").get(0);
    assertThat(row.get("method").asText()).isEqualTo("mpt");
    assertThat(row.get("k").asInt()).isEqualTo(16);
    assertThat(row.get("task").asText()).isEqualTo("mr");
    assertThat(row.get("examples").asInt()).isEqualTo(32);
    assertThat(row.get("accuracy")).hasSize(2);
    assertThat(row.get("macro_f1")).hasSize(2);
    assertThat(row.get("parameters").asInt()).isEqualTo(404);
    assertThat(row.get("head_parameters").asInt()).isEqualTo(768);
    assertThat(row.get("adapt_seconds").asDouble()).isEqualTo(1);
    JsonNode macro = json.get("macro").get(0);
    assertThat(macro.get("accuracy").asDouble()).isEqualTo(0.75);
    assertThat(macro.get("low").asDouble()).isLessThan(macro.get("high").asDouble());
    assertThat(Files.readAllLines(folder.resolve("compare.md"))).hasSize(4);
    assertThat(ImageIO.read(folder.resolve("compare.png").toFile()).getWidth()).isEqualTo(1000);
  }
}
