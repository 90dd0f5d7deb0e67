package io.mptstreams.engine.checkpoint.peft;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mptstreams.engine.SharedFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Adapters that PEFT wrote, outside the project. */
final class PeftFixtures {

  private PeftFixtures() {}

  /** Skips the test loudly where it is absent. */
  static Path folder(String name) {
    Path folder = SharedFolder.require("mpt.fixtures", "fixtures").resolve(name);
    assumeTrue(Files.isDirectory(folder), "SKIPPED: " + folder + " is absent; see -Dmpt.shared");
    return folder;
  }
}
