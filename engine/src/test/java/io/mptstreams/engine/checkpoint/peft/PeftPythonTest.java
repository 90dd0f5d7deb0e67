package io.mptstreams.engine.checkpoint.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PEFT itself opens what was exported, and its own adapters are opened here. Needs a Python with
 * torch, transformers and peft: {@code -Dmpt.peft.python=...}, by default python3.
 */
class PeftPythonTest {

  private static final String PYTHON = System.getProperty("mpt.peft.python", "python3");
  private static final long SECONDS = 300;

  private static Outcome packages;

  @TempDir static Path scripts;
  @TempDir Path folder;

  @BeforeAll
  static void lookForPeft() throws Exception {
    for (String script : List.of("base_model.py", "new_adapters.py", "same_logits.py")) {
      Files.write(
          scripts.resolve(script),
          PeftPythonTest.class.getResourceAsStream("/peft/" + script).readAllBytes());
    }
    packages = run(List.of("-c", "import torch, transformers, peft"));
  }

  @BeforeEach
  void needsPeft() {
    assumeTrue(
        packages.ok(),
        "SKIPPED: %s cannot import torch, transformers and peft, see -Dmpt.peft.python: %s"
            .formatted(PYTHON, packages.output().strip()));
  }

  @ParameterizedTest
  @CsvSource({"bert,peft-mpt-bert", "t5,peft-mpt-t5"})
  void peftGivesTheSameLogitsForWhatWasExported(String base, String name) throws Exception {
    Path fixture = PeftFixtures.folder(name);
    Path exported = folder.resolve("exported");
    PeftFolder.write(exported, PeftFolder.read(fixture));

    assertSameLogits(
        fixture.resolveSibling(base), fixture, List.of(fixture.toString(), exported.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "t5"})
  void peftsNewAdaptersComeBackTheSameAsEitherKind(String base) throws Exception {
    Path model = PeftFixtures.folder(base);
    Path given = PeftFixtures.folder("peft-mpt-" + base).resolve("expected.safetensors");
    Outcome made =
        run(List.of("new_adapters.py", model.toString(), given.toString(), folder.toString()));
    assertThat(made.ok()).describedAs(made.output()).isTrue();

    for (String kind : List.of("plain", "multitask")) {
      Path original = folder.resolve(kind);
      PeftAdapter adapter = PeftFolder.read(original);
      Path multitask = folder.resolve(kind + "-as-multitask");
      PeftFolder.write(multitask, adapter);
      List<String> written = new ArrayList<>(List.of(original.toString(), multitask.toString()));
      for (int task = 0; task < adapter.tasks().size(); task++) {
        Path plain = folder.resolve(kind + "-as-plain-" + task);
        PeftFolder.writePlain(plain, adapter, task);
        written.add(plain + "#" + task);
      }
      assertSameLogits(model, original, written);
    }
  }

  private static void assertSameLogits(Path base, Path expected, List<String> adapters)
      throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("same_logits.py");
    command.add(base.toString());
    command.add(expected.resolve("expected.safetensors").toString());
    command.addAll(adapters);

    Outcome outcome = run(command);

    assertThat(outcome.ok()).describedAs(outcome.output()).isTrue();
    List<String[]> differences =
        outcome
            .output()
            .lines()
            .filter(line -> line.startsWith("DIFFERENCES "))
            .map(line -> line.split(" "))
            .toList();
    assertThat(differences)
        .describedAs(outcome.output())
        .hasSameSizeAs(adapters)
        .allMatch(numbers -> Double.parseDouble(numbers[1]) < 1e-4)
        .allMatch(numbers -> Double.parseDouble(numbers[2]) < 1e-5);
  }

  private record Outcome(boolean ok, String output) {}

  private static Outcome run(List<String> arguments) throws InterruptedException {
    try {
      List<String> command = new ArrayList<>(List.of(PYTHON));
      command.addAll(arguments);
      Path output = Files.createTempFile(scripts, "python", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(scripts.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String said = Files.readString(output);
      return ended
          ? new Outcome(process.exitValue() == 0, said)
          : new Outcome(false, said + "\nno end within " + SECONDS + " s");
    } catch (IOException e) {
      return new Outcome(false, e.toString());
    }
  }
}
