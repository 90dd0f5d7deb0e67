package io.mptstreams.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Reference numbers and task data that lie beside the project, not in it. */
public final class SharedFolder {

  private SharedFolder() {}

  /** A folder under -Dmpt.shared; skips the test loudly where it is absent. */
  public static Path require(String name) {
    return require("", name);
  }

  /**
   * @param property system property that names the folder itself and wins
   */
  public static Path require(String property, String name) {
    String own = property.isEmpty() ? null : System.getProperty(property);
    Path folder =
        own != null
            ? Path.of(own)
            : Path.of(System.getProperty("mpt.shared", "../../shared"), name);
    Assumptions.assumeTrue(
        Files.isDirectory(folder),
        "SKIPPED: " + folder.toAbsolutePath().normalize() + " is absent; see -Dmpt.shared");
    return folder;
  }
}
