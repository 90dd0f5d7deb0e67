package io.mptstreams.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStackTest {

  @TempDir Path folder;
  private ConfigStack stack;

  @BeforeEach
  void aCatalogueOfThreeKeys() {
    stack =
        new ConfigStack(
            new ConfigCatalogue(
                Map.of("a.one", "1", "a.two-words", "2", "b.three", "3"), Set.of("kafka.")));
  }

  @Test
  void laterLayersWinAndEachValueNamesItsLayer() throws IOException {
    stack
        .file(file("a.one=file\na.two-words=file\nb.three=file\n"))
        .environment(Map.of("MPT_A_TWO_WORDS", "environment", "MPT_B_THREE", "environment"))
        .commandLine(Map.of("b.three", "line"));

    assertThat(stack.settings())
        .containsExactly(
            new ConfigSetting("a.one", "file", ConfigLayer.FILE),
            new ConfigSetting("a.two-words", "environment", ConfigLayer.ENVIRONMENT),
            new ConfigSetting("b.three", "line", ConfigLayer.COMMAND_LINE));
  }

  @Test
  void valuesLeaveTheDefaultsToThePrograms() {
    stack.commandLine(Map.of("a.one", "5"));

    assertThat(stack.values()).containsExactly(Map.entry("a.one", "5"));
  }

  @Test
  void variablesUnderAPrefixBecomeDottedKeys() {
    stack.environment(Map.of("MPT_KAFKA_BOOTSTRAP_SERVERS", "b:9092", "PATH", "/bin"));

    assertThat(stack.values()).containsExactly(Map.entry("kafka.bootstrap.servers", "b:9092"));
  }

  /** Every variable that the launcher's first lines speak of. */
  @Test
  void variablesOfTheLauncherAreNoKeys() {
    stack.environment(
        Map.of(
            "MPT_JAVA_OPTS", "-Xmx2g",
            "MPT_MAVEN_ARGS", "-Pconfluent",
            "MPT_CACHE", "/tmp/cache",
            "MPT_CONFIG", "mpt.properties"));

    assertThat(stack.values()).isEmpty();
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestKnownOne() throws IOException {
    Path file = file("a.on=1\n");

    assertThatThrownBy(() -> stack.file(file))
        .isInstanceOf(ConfigException.class)
        .hasMessage("a.on (file) is not a known key (did you mean a.one?), was \"1\"");
    assertThatThrownBy(() -> stack.environment(Map.of("MPT_A_TWO_WORD", "x")))
        .hasMessage(
            "MPT_A_TWO_WORD (environment) names no known key (did you mean MPT_A_TWO_WORDS?), was"
                + " \"x\"");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> stack.file(folder.resolve("none.properties")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.properties");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mpt.properties"), text);
  }
}
