package io.mptstreams.engine.checkpoint.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * PEFT itself opens what was exported. Needs a Python with torch, transformers and peft: {@code
 * -Dmpt.peft.python=...}, by default python3.
 */
class PeftPythonTest {

  private static final long SECONDS = 120;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"bert,peft-mpt-bert", "t5,peft-mpt-t5"})
  void peftGivesTheSameLogitsForWhatWasExported(String base, String name) throws Exception {
    Path fixture = PeftFixtures.folder(name);
    String python = System.getProperty("mpt.peft.python", "python3");
    assumeTrue(
        run(List.of(python, "-c", "import torch, transformers, peft")).ok(),
        "SKIPPED: " + python + " has no torch, transformers and peft; see -Dmpt.peft.python");
    Path exported = folder.resolve("exported");
    PeftFolder.write(exported, PeftFolder.read(fixture));
    Path script = folder.resolve("same_logits.py");
    Files.write(script, getClass().getResourceAsStream("/peft/same_logits.py").readAllBytes());

    Outcome outcome =
        run(
            List.of(
                python,
                script.toString(),
                fixture.resolveSibling(base).toString(),
                fixture.resolve("expected.safetensors").toString(),
                fixture.toString(),
                exported.toString()));

    assertThat(outcome.ok()).describedAs(outcome.output()).isTrue();
    List<Double> differences =
        outcome
            .output()
            .lines()
            .filter(line -> line.matches("[0-9.e-]+"))
            .map(Double::valueOf)
            .toList();
    assertThat(differences).hasSize(2).allMatch(difference -> difference < 1e-5);
  }

  private record Outcome(boolean ok, String output) {}

  private Outcome run(List<String> command) throws InterruptedException {
    try {
      Path output = Files.createTempFile(folder, "python", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      return new Outcome(ended && process.exitValue() == 0, Files.readString(output));
    } catch (IOException e) {
      return new Outcome(false, e.toString());
    }
  }
}
