package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AblateCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void writeThreeTasks() throws IOException {
    for (String name : List.of("one", "two", "three")) {
      Path task = Files.createDirectories(folder.resolve("tasks").resolve(name));
      Files.writeString(
          task.resolve("task.json"),
          "{\"name\": \"%s\", \"kind\": \"single\", \"role\": \"source\", \"labels\": [\"a\", \"b\"]}"
              .formatted(name));
      Files.writeString(task.resolve("train.jsonl"), rows(name, 8));
      Files.writeString(task.resolve("test.jsonl"), rows(name, 4));
    }
  }

  @Test
  void measuresVariantsOnTheTaskThatIsKeptOut() {
    assertThat(run("--held-out=three", "--variants=full,random-prompt"))
        .describedAs(err.toString())
        .isZero();

    assertThat(out.toString())
        .contains("full minus this")
        .contains("| random-prompt |")
        .contains("| full | 1 |");
    assertThat(folder.resolve("out"))
        .isDirectoryContaining("glob:**full.safetensors")
        .isDirectoryContaining("glob:**ablate.md")
        .isDirectoryContaining("glob:**ablate.json");
  }

  @Test
  void namesTheVariantsThatThereAre() {
    assertThat(run("--held-out=three", "--variants=magic")).isNotZero();
    assertThat(err.toString()).contains("there is no variant magic, there are [full, ");
  }

  @Test
  void refusesATaskThatIsBothASourceAndHeldOut() {
    assertThat(run("--held-out=two", "--sources=one,two")).isNotZero();
    assertThat(err.toString()).contains("tasks [two] are both sources and held out");
  }

  private static String rows(String name, int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append(
          "{\"text\": \"text %d of %s\", \"label\": \"%s\"}%n"
              .formatted(i, name, i % 2 == 0 ? "a" : "b"));
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
                "ablate",
                "--data=" + folder,
                "--out=" + folder.resolve("out"),
                "--steps=1",
                "--teacher-steps=1",
                "--prompt-length=2",
                "--k=2",
                "--seeds=1"));
    arguments.addAll(List.of(options));
    return line.execute(arguments.toArray(String[]::new));
  }
}
