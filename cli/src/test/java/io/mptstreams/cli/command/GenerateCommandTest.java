package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void writeTask() throws IOException {
    Path task = Files.createDirectories(folder.resolve("rows"));
    Files.writeString(task.resolve("task.json"), "{\"name\": \"rows\", \"kind\": \"generation\"}");
    String row = "{\"text\": \"one two three\", \"label\": \"numbers in a row\"}\n";
    Files.writeString(task.resolve("train.jsonl"), row);
    Files.writeString(task.resolve("test.jsonl"), row);
  }

  @Test
  void adaptsAndMeasuresTheTasksOfAFolder() {
    Path t5 = Path.of(System.getProperty("mpt.shared", "../../shared"), "fixtures", "t5");
    Assumptions.assumeTrue(Files.isDirectory(t5), "SKIPPED: " + t5 + " is absent");

    int exit = run("--set=backbone.source=" + t5, "--set=scoring.generation.max-new-tokens=4");

    assertThat(exit).describedAs(err.toString()).isZero();
    assertThat(out.toString())
        .contains("| task | examples | test rows | BLEU | exact match | token F1 |")
        .contains("| rows | 1 | 1 | ");

    out.getBuffer().setLength(0);
    run("--set=backbone.source=" + t5, "--set=scoring.generation.max-new-tokens=4", "--json");

    assertThat(out).asString().startsWith("{\"task\":\"rows\",").hasLineCount(1);
  }

  @Test
  void refusesASharedPromptOfAnotherBackbone() throws IOException {
    Path t5 = Path.of(System.getProperty("mpt.shared", "../../shared"), "fixtures", "t5");
    Assumptions.assumeTrue(Files.isDirectory(t5), "SKIPPED: " + t5 + " is absent");
    Path prompt = folder.resolve("other.safetensors");
    SharedPrompts.write(
        prompt,
        new SharedPrompt(1, "other", 1, 32, 1, new float[32], new float[1], new float[32]),
        Map.of());

    assertThat(run("--set=backbone.source=" + t5, "--shared-prompt=" + prompt)).isNotZero();
    assertThat(err.toString()).contains(prompt + " was made for backbone other, this is ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesAFolderWithoutGenerationTasks() throws IOException {
    Path t5 = Path.of(System.getProperty("mpt.shared", "../../shared"), "fixtures", "t5");
    Assumptions.assumeTrue(Files.isDirectory(t5), "SKIPPED: " + t5 + " is absent");
    Files.writeString(
        folder.resolve("rows/task.json"),
        "{\"name\": \"rows\", \"kind\": \"single\", \"labels\": [\"a\", \"b\"]}");

    assertThat(run("--set=backbone.source=" + t5)).isNotZero();
    assertThat(err.toString()).contains(folder + " has no generation task");
  }

  @Test
  void aTaskThatIsNamedTwiceIsAWrongCommandLine() {
    assertThat(run("--tasks=rows,rows")).isNotZero();
    assertThat(err.toString()).contains("--tasks names a task twice: [rows, rows]");
  }

  @Test
  void saysWhichBackboneCannotWrite() {
    assertThat(run()).isNotZero();
    assertThat(err.toString()).contains("cannot write: set backbone.source to the folder");
  }

  private int run(String... options) {
    CommandLine line = MptCommand.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    List<String> arguments =
        new ArrayList<>(List.of("generate", "--data=" + folder, "--steps=2", "--prompt-length=3"));
    arguments.addAll(List.of(options));
    return line.execute(arguments.toArray(String[]::new));
  }
}
