package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.Main;
import io.mptstreams.cli.model.ColdModels;
import io.mptstreams.cli.output.Json;
import io.mptstreams.cli.task.TaskFile;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.OfflineScorer;
import io.mptstreams.engine.scoring.ScoringRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScoreCommandTest {

  private static final List<String> TEXTS =
      List.of("I love it, \"really\"", "Broken on arrival", "It does what it says");

  @TempDir Path folder;
  private Path tasks;
  private String err = "";

  @BeforeEach
  void aFolderWithOneTask() throws IOException {
    tasks = folder.resolve("tasks");
    Files.createDirectories(tasks.resolve("mood"));
    Files.writeString(
        tasks.resolve("mood/task.json"),
        "{\"name\": \"mood\", \"labels\": [\"good\", \"bad\"], \"instruction\": \"Is it good?\"}");
  }

  @Test
  void csvGetsTheLabelsOfTheOfflineScorer() throws IOException {
    Path in =
        write(
            "in.csv",
            "id,text,other\na,\"I love it, \"\"really\"\"\",x\nb,Broken on"
                + " arrival,\nc,It does what it says,\n");

    List<JsonNode> lines = run(in);

    assertThat(lines).extracting(l -> l.path("id").asText()).containsExactly("a", "b", "c");
    assertThat(lines).extracting(l -> l.path("label").asText()).isEqualTo(expected());
  }

  @Test
  void anInterruptedOutputIsCutToItsLastLineAndContinued() throws IOException {
    Path in =
        write("in.jsonl", String.join("\n", TEXTS.stream().map(ScoreCommandTest::row).toList()));
    List<JsonNode> whole = run(in);
    Path out = folder.resolve("out.jsonl");
    Files.writeString(out, "{\"id\":\"1\",\"kept\":1}\n{\"id\":\"2\",\"la");

    run(in, "--output", out.toString());

    List<JsonNode> lines = lines(Files.readString(out));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).has("kept")).isTrue();
    assertThat(lines.get(1).path("id").asText()).isEqualTo("2");
    assertThat(lines.get(1).path("label")).isEqualTo(whole.get(1).path("label"));
    assertThat(lines.get(2).path("label")).isEqualTo(whole.get(2).path("label"));
    assertThat(err).contains("incomplete last line of 13 bytes").contains("holds 1 lines");
  }

  @Test
  void anOutputOfAnotherInputIsLeftAlone() throws IOException {
    Path out = folder.resolve("out.jsonl");
    String before = "{\"id\":\"x\"}\n{\"id\":\"y\"}\nno line end";
    Files.writeString(out, before);

    assertFails("line 2 answers no row 2 of", write("a.jsonl", row("one")), "--output=" + out);
    assertFails(
        "line 2 answers no row 2 of",
        write("b.jsonl", row("one") + "\n" + row("two")),
        "--output=" + out);
    assertThat(out).hasContent(before);
  }

  @Test
  void aTaskThatIsNotThereIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path out = folder.resolve("out.jsonl");

    assertFails(
        "there is no task \"moood\", known are [mood]",
        write("in.jsonl", row("one")),
        "--task=moood",
        "--output=" + out);
    assertThat(out).doesNotExist();
  }

  @Test
  void aBadRowGivesItsNumberAndCodeAndTheOthersAreScored() throws IOException {
    Path in = folder.resolve("in.jsonl");
    Files.write(
        in,
        (row("fine")
                + "\nnot json\n"
                + row(" ")
                + "\n{\"text\":\"\\ud800\"}\n"
                + "{\"text\":\"a\",\"task\":\"none\"}\n\u00ff\n"
                + row("fine"))
            .getBytes(StandardCharsets.ISO_8859_1));

    List<JsonNode> lines = run(in);

    assertThat(lines)
        .extracting(l -> l.path("row").asText() + l.path("error").asText())
        .containsExactly(
            "",
            "2SCHEMA_MISMATCH",
            "3EMPTY_TEXT",
            "4INVALID_UNICODE",
            "5UNKNOWN_TASK",
            "6INVALID_UNICODE",
            "");
    assertThat(lines.get(6).path("label")).isEqualTo(lines.get(0).path("label"));
  }

  @Test
  void aCsvRowWithTooFewCellsIsAnErrorAndTheNextIsScored() throws IOException {
    List<JsonNode> lines = run(write("in.csv", "id,text\nonly\nb,fine\n"));

    assertThat(lines.get(0).path("error").asText()).isEqualTo("SCHEMA_MISMATCH");
    assertThat(lines.get(1).path("label").asText()).isIn("good", "bad");
  }

  @Test
  void aCsvQuoteWithoutItsEndIsAnErrorAfterTheRowsBefore() throws IOException {
    Path in = write("in.csv", "id,text\na,fine\nb,\"open\nc,fine\n");
    Path out = folder.resolve("out.jsonl");

    assertFails(in + " was not read behind row 2, which is broken", in, "--output=" + out);

    List<JsonNode> lines = lines(Files.readString(out));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).path("label").asText()).isIn("good", "bad");
    assertThat(lines.get(1).path("error").asText()).isEqualTo("SCHEMA_MISMATCH");
    assertThat(lines.get(1).path("message").asText()).endsWith("; the rest is not read");
  }

  @Test
  void aCsvCellMayHoldTheCharacterThatStandsForUnreadableOnes() throws IOException {
    Path in = folder.resolve("in.csv");
    Files.write(
        in,
        "\u00ef\u00bb\u00bf\"text\"\n\u00ef\u00bf\u00bd fine\n\u00ff\n"
            .getBytes(StandardCharsets.ISO_8859_1));

    List<JsonNode> lines = run(in);

    assertThat(lines.get(0).path("label").asText()).isIn("good", "bad");
    assertThat(lines.get(1).path("error").asText()).isEqualTo("INVALID_UNICODE");
  }

  @Test
  void twoFoldersOfOneTaskAreRefused() throws IOException {
    Files.createDirectories(tasks.resolve("mood-copy"));
    Files.copy(tasks.resolve("mood/task.json"), tasks.resolve("mood-copy/task.json"));
    StringWriter said = new StringWriter();
    PrintWriter to = new PrintWriter(said);
    String in = write("in.jsonl", row("fine")).toString();

    assertThat(Main.run(to, to, "score", in, "--tasks", tasks.toString())).isEqualTo(1);
    assertThat(said).asString().contains(tasks + " has two tasks named mood");
  }

  @Test
  void theFileThatIsReadIsNotWrittenTo() throws IOException {
    Path in = write("in.jsonl", row("no line end"));
    String before = Files.readString(in);

    StringWriter said = new StringWriter();
    int exit =
        Main.run(
            new PrintWriter(said),
            new PrintWriter(said),
            "score",
            in.toString(),
            "--tasks",
            tasks.toString(),
            "--output",
            in.toString());

    assertThat(exit).isEqualTo(2);
    assertThat(said).asString().contains("must not be the file that is read");
    assertThat(in).hasContent(before);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstRow() throws IOException {
    assertThat(run(write("in.jsonl", "\uFEFF" + row("fine"))).get(0).path("label").asText())
        .isIn("good", "bad");
  }

  @Test
  void whatIsNoTableOfTextsIsRefused() throws IOException {
    assertFails(
        "in.csv has two columns \"text\" in its header", write("in.csv", "text,Text\na,b\n"));
    assertFails("in.csv has no header: ", write("in.csv", "\"text\na\n"));
    assertFails(folder + " is a folder, and no file of rows", folder);
  }

  private List<String> expected() {
    try (Backbone backbone = Backbones.open(BackboneSettings.defaults())) {
      SharedPrompt prompt = ColdModels.sharedPrompt(backbone);
      return new OfflineScorer(backbone)
              .score(
                  prompt,
                  ColdModels.versionOne(
                      backbone, prompt, TaskFile.read(tasks.resolve("mood"), Instant.now())),
                  TEXTS.stream().map(t -> new ScoringRequest("mood", t, Optional.empty())).toList())
              .stream()
              .map(result -> result.label().orElseThrow())
              .toList();
    }
  }

  private void assertFails(String message, Path in, String... more) {
    StringWriter said = new StringWriter();
    PrintWriter to = new PrintWriter(said);
    List<String> arguments = new ArrayList<>(List.of("score", in.toString(), "--tasks=" + tasks));
    arguments.addAll(List.of(more));

    assertThat(Main.run(to, to, arguments.toArray(String[]::new))).isEqualTo(1);
    assertThat(said).asString().contains(message);
  }

  private List<JsonNode> run(Path in, String... more) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter talk = new StringWriter();
    CommandLine line = MptCommand.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(talk));
    List<String> arguments = new ArrayList<>(List.of("score", in.toString(), "--tasks"));
    arguments.add(tasks.toString());
    arguments.addAll(List.of(more));
    int exit = line.execute(arguments.toArray(String[]::new));
    err = talk.toString();
    assertThat(exit).describedAs(err).isZero();
    return lines(out.toString());
  }

  private static List<JsonNode> lines(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(Json.mapper().readTree(line));
    }
    return lines;
  }

  private static String row(String text) {
    return Json.line(java.util.Map.of("text", text));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
