package io.mptstreams.streams;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The scorer as a process of its own: {@code ScorerMain FILE.properties}, with {@code
 * -Dmpt.set.KEY=VALUE} on top. After a signal it closes and ends as that signal ends a process;
 * with 1 when it cannot start or has stopped by itself, with 3 for a wrong setting.
 */
public final class ScorerMain {

  private static final String SET = "mpt.set.";
  private static final Duration LONG = Duration.ofDays(1);

  private ScorerMain() {}

  /** Runs until it is told to stop. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int status = run(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  private static int run(String[] args) throws IOException, InterruptedException {
    ScorerApp app;
    try {
      ConfigValues values = new ConfigValues(values(args));
      ScorerSettings settings = ScorerSettings.from(values);
      values.rejectUnknown();
      app = ScorerApp.start(settings);
    } catch (ConfigException | IllegalArgumentException e) {
      System.err.println("mpt: " + e.getMessage());
      return 3;
    } catch (StartException e) {
      System.err.println("mpt: " + e.getMessage());
      return 1;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(app::close, "mpt-close"));
    while (!app.awaitStopped(LONG)) {
      // Runs on.
    }
    return 1;
  }

  private static Map<String, String> values(String[] args) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String file : args) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      }
      properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    }
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(SET)) {
        values.put(name.substring(SET.length()), System.getProperty(name));
      }
    }
    return values;
  }
}
