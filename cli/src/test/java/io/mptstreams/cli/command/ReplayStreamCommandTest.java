package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayStreamCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void writeTask() throws IOException {
    Path task = Files.createDirectories(folder.resolve("desk"));
    Files.writeString(
        task.resolve("task.json"),
        "{\"name\": \"desk\", \"kind\": \"single\", \"labels\": [\"a\", \"b\"]}");
    Files.writeString(
        folder.resolve("stream.jsonl"),
        "{\"ts\": 1, \"task\": \"desk\", \"id\": \"e\", \"text\": \"Hello.\", \"label\": \"a\"}");
  }

  @Test
  void aNumberThatCannotBeIsAWrongCommandLine() {
    assertRefused("--seeds=0", "option '--seeds': must be a whole number from 1 on, was '0'");
    assertRefused("--feedback=2", "option '--feedback': must be from 0 to 1, was '2'");
    assertRefused("--delay=soon", "must be a duration such as 250ms, 30s or 5m, was \"soon\"");
    assertThat(err.toString()).doesNotContain("Exception");
  }

  @Test
  void aTaskThatIsNotThereFailsAsItDoesInOtherCommands() throws IOException {
    Files.delete(folder.resolve("desk/task.json"));
    Files.delete(folder.resolve("desk"));

    assertThat(run("--seeds=1")).isEqualTo(1);
    assertThat(err)
        .asString()
        .isEqualTo(
            "mpt: cannot read the task file %s: there is no such file or folder\n"
                .formatted(folder.resolve("desk/task.json")));
  }

  @Test
  void aFolderOfAnotherTaskFails() throws IOException {
    Path file = folder.resolve("desk/task.json");
    Files.writeString(file, Files.readString(file).replace("\"desk\"", "\"table\""));

    assertThat(run("--seeds=1")).isEqualTo(1);
    assertThat(err)
        .asString()
        .isEqualTo("mpt: " + file + " is of task \"table\", and not of \"desk\"\n");
  }

  @Test
  void anEventThatItsTaskCannotTakeFails() throws IOException {
    Files.writeString(
        folder.resolve("stream.jsonl"),
        "{\"ts\": 1, \"task\": \"desk\", \"id\": \"e\", \"text\": \"Hello.\", \"label\": \"c\"}");

    assertThat(run("--seeds=1")).isEqualTo(1);
    assertThat(err)
        .asString()
        .isEqualTo(
            "mpt: %s line 1 is of task \"desk\", which has no label \"c\"\n"
                .formatted(folder.resolve("stream.jsonl")));
  }

  private void assertRefused(String option, String message) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
  }

  private int run(String option) {
    return Main.run(
        new PrintWriter(out),
        new PrintWriter(err),
        "replay-stream",
        folder.resolve("stream.jsonl").toString(),
        "--tasks=" + folder,
        option);
  }
}
