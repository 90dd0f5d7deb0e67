package io.mptstreams.trainer;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Runs a trainer until it is told to stop. Arguments are {@code key=value}; {@code ./mpt train}
 * reads files and the environment as well.
 */
public final class TrainerMain {

  private static final int FAILED = 1;
  private static final int CONFIGURATION = 3;

  private TrainerMain() {}

  /**
   * Starts and waits; ends with 1 if the trainer cannot start or go on, with 3 if it is told
   * nonsense.
   */
  public static void main(String[] args) {
    TrainerSettings settings;
    try {
      settings = settings(args);
    } catch (ConfigException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(CONFIGURATION);
      return;
    }
    TrainerApp app;
    try {
      app = TrainerApp.start(settings);
    } catch (StartException e) {
      System.err.println(e.getMessage());
      System.exit(FAILED);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(app::close, "mpt-trainer-stop"));
    try {
      app.done().join();
    } catch (CompletionException e) {
      System.err.println(e.getCause().getMessage());
      System.exit(FAILED);
    }
  }

  private static TrainerSettings settings(String[] args) {
    Map<String, String> map = new HashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (equals < 1) {
        throw new ConfigException(arg, null, "is not of the form key=value");
      }
      map.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    ConfigValues values = new ConfigValues(map);
    TrainerSettings settings = TrainerSettings.from(values);
    values.rejectUnknown();
    return settings;
  }
}
