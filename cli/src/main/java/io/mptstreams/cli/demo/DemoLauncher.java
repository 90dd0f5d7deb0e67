package io.mptstreams.cli.demo;

import io.mptstreams.cli.option.OutputOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Gives the demo its input, its folder and its screen, and cleans up behind it. */
public final class DemoLauncher {

  private final DemoSettings settings;
  private final OutputOptions output;

  public DemoLauncher(DemoSettings settings, OutputOptions output) {
    this.settings = settings;
    this.output = output;
  }

  /**
   * Runs the demo.
   *
   * @param stream a stream to play instead of the packaged one
   * @param tasks where its tasks are
   * @param ending whether somebody wants it to stop
   */
  public DemoSummary launch(Optional<Path> stream, Optional<Path> tasks, BooleanSupplier ending) {
    DemoInput input =
        stream.isPresent()
            ? FileInput.read(stream.get(), tasks.orElseThrow())
            : PackagedInput.read(settings.seed());
    Path folder = temporaryFolder();
    try {
      return new Demo(input, settings, folder, view()).run(ending);
    } finally {
      if (settings.keep()) {
        output.say("data and logs are in " + folder);
      } else {
        delete(folder);
      }
    }
  }

  /** The summary for people. */
  public static List<String> lines(DemoSummary summary) {
    return DemoLines.summary(summary);
  }

  private DemoView view() {
    boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
    return terminal && !output.json() ? new LiveView(output.err()) : new PlainView(output.err());
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("mpt-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for the demo", e);
    }
  }

  private void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      output.say("could not delete " + folder + ": " + e.getMessage());
    }
  }
}
