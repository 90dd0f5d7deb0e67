package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void writeTask() throws IOException {
    Path task = Files.createDirectories(folder.resolve("tasks/desk"));
    Files.writeString(
        task.resolve("task.json"),
        "{\"name\": \"desk\", \"kind\": \"single\", \"role\": \"target\", \"labels\": [\"a\", \"b\"]}");
    Files.writeString(task.resolve("train.jsonl"), rows("a", "b", "a", "b", "a"));
    Files.writeString(task.resolve("test.jsonl"), rows("a", "b"));
  }

  @Test
  void writesTableJsonPlotAndCells() {
    assertThat(run("--k=2", "--seeds=1")).describedAs(err.toString()).isZero();

    assertThat(out.toString()).contains("| method (k = 2) |").contains("| label-prior-probe |");
    assertThat(folder.resolve("out"))
        .isDirectoryContaining("glob:**compare.md")
        .isDirectoryContaining("glob:**compare.json")
        .isDirectoryContaining("glob:**compare.png")
        .isDirectoryContaining("glob:**compare.jsonl");
  }

  @Test
  void namesTheClassWithTooFewRows() {
    assertThat(run("--k=3")).isNotZero();
    assertThat(err.toString()).contains("task desk has 2 train rows of label b, needed are 3");
  }

  @Test
  void namesALabelThatTheTaskDoesNotHave() throws IOException {
    Files.writeString(folder.resolve("tasks/desk/train.jsonl"), rows("a", "c"));

    assertThat(run("--k=1")).isNotZero();
    assertThat(err.toString()).contains("train.jsonl").contains("c");
  }

  @Test
  void refusesASharedPromptOfAnotherBackbone() throws IOException {
    SharedPrompt foreign =
        new SharedPrompt(1, "another", 1, 384, 1, new float[384], new float[] {1}, new float[384]);
    SharedPrompts.write(folder.resolve("foreign"), foreign, Map.of());

    assertThat(run("--shared-prompt=" + folder.resolve("foreign"))).isNotZero();
    assertThat(err.toString()).contains("was made for backbone another, this is");
  }

  @Test
  void givesSpotNoMixtureBesideAnotherSharedPromptUnlessItIsNamed() throws IOException {
    Path own = folder.resolve("own");
    try (InputStream packaged =
        SharedPrompts.class.getResourceAsStream("all-MiniLM-L6-v2.safetensors")) {
      Files.copy(packaged, own);
    }

    assertThat(run("--k=1", "--methods=spot", "--shared-prompt=" + own)).isNotZero();
    assertThat(err.toString()).contains("spot needs a prompt of the mixture of source tasks");
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    Path test = folder.resolve("tasks/desk/test.jsonl");
    Files.delete(test);

    assertThat(run("--k=1")).isEqualTo(1);
    assertThat(err.toString())
        .contains("cannot read " + test + ": there is no such file or folder");
  }

  @Test
  void saysWhatKMayBe() {
    assertThat(run("--k=many")).isNotZero();
    assertThat(err.toString()).contains("--k takes whole numbers from 1 on and full, not many");
    assertThat(run("--k=0")).isNotZero();
    assertThat(err.toString()).contains("--k takes whole numbers from 1 on and full, not 0");
  }

  @Test
  void refusesAMisspeltFieldOfATask() throws IOException {
    Path file = folder.resolve("tasks/desk/task.json");
    String task = Files.readString(file);
    Files.writeString(file, task.replace("\"role\"", "\"label_description\": {}, \"role\""));

    assertThat(run("--k=1")).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            file
                + " is not a task: label_description is not a known field"
                + " (did you mean label_descriptions?)");

    Files.writeString(file, task.replace("\"role\"", "\"rolle\""));
    assertThat(run("--k=1")).isEqualTo(1);
    assertThat(err.toString()).contains("rolle is not a known field (did you mean role?)");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void takesWhatADataSetSaysOfItselfInATask() throws IOException {
    Path file = folder.resolve("tasks/desk/task.json");
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "\"role\"",
                "\"source_repo\": \"r\", \"source_commit\": \"c\", \"source_path\": \"p\", \"license\":"
                    + " \"l\", \"train_rows\": 5, \"test_rows\": 2, \"note\": \"n\", \"role\""));

    assertThat(run("--k=1", "--seeds=1")).describedAs(err.toString()).isZero();
  }

  private static String rows(String... labels) {
    StringBuilder rows = new StringBuilder();
    for (String label : labels) {
      rows.append(
          "{\"text\": \"text %d of %s\", \"label\": \"%s\"}%n"
              .formatted(rows.length(), label, label));
    }
    return rows.toString();
  }

  private int run(String... options) {
    CommandLine line = MptCommand.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "compare",
                "--data=" + folder,
                "--methods=probe,label-prior-probe",
                "--out=" + folder.resolve("out")));
    arguments.addAll(List.of(options));
    return line.execute(arguments.toArray(String[]::new));
  }
}
