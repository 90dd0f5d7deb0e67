package io.mptstreams.cli.option;

import io.mptstreams.cli.config.ConfigStack;
import io.mptstreams.cli.config.KnownKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The configuration of one invocation. */
public final class ConfigOptions {

  private static final Path DEFAULT_FILE = Path.of("mpt.properties");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file; without it mpt.properties here, if there is one.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key; wins over environment and file. May be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The Kafka cluster; short for --set kafka.bootstrap.servers=...")
  private String bootstrapServers;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = "The schema registry; short for --set schema.registry.url=...")
  private String schemaRegistry;

  /** Everything, resolved. */
  public ConfigStack load() {
    return load(System.getenv());
  }

  /** What somebody set, without the defaults. */
  public Map<String, String> values() {
    return load().values();
  }

  ConfigStack load(Map<String, String> environment) {
    ConfigStack stack = new ConfigStack(KnownKeys.all());
    String named = environment.get("MPT_CONFIG");
    if (file != null) {
      stack.file(file);
    } else if (named != null) {
      stack.file(Path.of(named));
    } else if (Files.exists(DEFAULT_FILE)) {
      stack.file(DEFAULT_FILE);
    }
    Map<String, String> arguments = new LinkedHashMap<>(set);
    if (bootstrapServers != null) {
      arguments.put("kafka.bootstrap.servers", bootstrapServers);
    }
    if (schemaRegistry != null) {
      arguments.put("schema.registry.url", schemaRegistry);
    }
    return stack.environment(environment).commandLine(arguments);
  }
}
