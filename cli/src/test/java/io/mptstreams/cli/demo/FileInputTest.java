package io.mptstreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileInputTest {

  private static final String EVENT =
      "{\"task\": \"%s\", \"id\": \"%s\", \"text\": \"hello\", \"label\": \"a\"}\n";

  @TempDir private Path folder;

  @BeforeEach
  void writeTasks() throws IOException {
    writeTask("t", "t", "single");
    writeTask("twins", "twins", "pair");
    writeTask("copy", "t", "single");
  }

  @Test
  void readsEventsAndTheirTasks() throws IOException {
    DemoInput input = read(EVENT.formatted("t", "1") + EVENT.formatted("t", "2"));

    assertThat(input.events()).hasSize(2);
    assertThat(input.tasks()).hasSize(1);
  }

  @Test
  void holdsLabelsBackThatTheStreamsDescriptionBringsLater() throws IOException {
    writeTask("t", "t", "single", "\"a\", \"b\", \"c\"");
    describe(
        "{\"task\": \"t\", \"kind\": \"new labels\", \"from_event\": 1, \"new_labels\": [\"c\"]}");

    DemoInput input =
        read(EVENT.formatted("t", "1") + EVENT.formatted("t", "2").replace("\"a\"", "\"c\""));

    assertThat(input.tasks().get(0).labelNames()).containsExactly("a", "b");
    assertThat(input.timeline().later()).hasSize(1);
    assertThat(input.timeline().last().get(0).labelNames()).containsExactly("a", "b", "c");
    assertRefused(
        EVENT.formatted("t", "1").replace("\"a\"", "\"c\""),
        "stream.jsonl line 1 is of task \"t\", to which the label \"c\" comes later");
    describe("broken");
    assertRefused(EVENT.formatted("t", "1"), "cannot read the description of ");
  }

  @Test
  void anEmptyIdIsNone() throws IOException {
    DemoInput input = read(EVENT.formatted("t", "") + EVENT.formatted("t", ""));

    assertThat(input.events()).extracting(DemoEvent::id).containsExactly("line-1", "line-2");
  }

  @Test
  void refusesWhatCannotBePlayed() {
    assertRefused("", " has no events");
    assertRefused(
        EVENT.formatted("t", "1").replace("hello", " "),
        "stream.jsonl line 1 cannot be scored: the text is empty or blank");
    assertRefused(
        EVENT.formatted("twins", "1"),
        "line 1 is of task \"twins\", which takes pairs, and has no \"text_pair\"");
    assertRefused(EVENT.formatted("copy", "1"), "task.json is of task \"t\", and not of \"copy\"");
  }

  private void assertRefused(String lines, String... message) {
    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(CommandException.class)
        .message()
        .contains(message);
  }

  private DemoInput read(String lines) throws IOException {
    return FileInput.read(Files.writeString(folder.resolve("stream.jsonl"), lines), folder);
  }

  private void describe(String drift) throws IOException {
    Files.writeString(folder.resolve("stream.meta.json"), "{\"drifts\": [" + drift + "]}");
  }

  private void writeTask(String in, String name, String kind) throws IOException {
    writeTask(in, name, kind, "\"a\", \"b\"");
  }

  private void writeTask(String in, String name, String kind, String labels) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve(in)).resolve("task.json"),
        "{\"name\": \"%s\", \"kind\": \"%s\", \"labels\": [%s]}".formatted(name, kind, labels));
  }
}
