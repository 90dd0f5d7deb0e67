package io.mptstreams.cli.compare;

import io.mptstreams.engine.tuning.compare.CompareReport;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/**
 * Macro accuracy with its interval against trained parameters, a colour a technique; techniques
 * with parameters of 0 stand at 1, since the axis is logarithmic.
 */
final class AccuracyPlot {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 640;
  private static final double POINTS = 100;
  private static final int MARKER = 12;
  private static final float SATURATION = 0.9f;
  private static final float BRIGHTNESS = 0.75f;

  private AccuracyPlot() {}

  private record Points(List<Double> x, List<Double> y, List<Double> errors) {}

  static void write(Path file, CompareReport report, long backboneParameters) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Macro accuracy against trained parameters a task, readout not counted")
            .xAxisTitle("parameters (backbone: %,d)".formatted(backboneParameters))
            .yAxisTitle("macro accuracy, %")
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisMin(1.0);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    Map<String, Points> series = new LinkedHashMap<>();
    for (CompareReport.Macro macro : report.macro()) {
      Points points =
          series.computeIfAbsent(
              macro.method() + ", k = " + macro.shots(),
              name -> new Points(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
      points.x().add((double) Math.max(1, report.rowsOf(macro).get(0).parameters()));
      points.y().add(POINTS * macro.accuracy());
      points.errors().add(POINTS * (macro.high() - macro.low()) / 2);
    }
    chart.getStyler().setSeriesColors(colors(series.size()));
    chart.getStyler().setErrorBarsColorSeriesColor(true);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setMarkerSize(MARKER);
    series.forEach(
        (name, points) -> chart.addSeries(name, points.x(), points.y(), points.errors()));
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  /** Evenly around the circle of hues, all dark enough to be seen on white. */
  private static Color[] colors(int count) {
    Color[] colors = new Color[count];
    for (int i = 0; i < count; i++) {
      colors[i] = Color.getHSBColor((float) i / count, SATURATION, BRIGHTNESS);
    }
    return colors;
  }
}
