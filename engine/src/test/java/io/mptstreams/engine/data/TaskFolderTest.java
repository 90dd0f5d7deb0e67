package io.mptstreams.engine.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.engine.tuning.LabelledText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFolderTest {

  private static final String HEADER =
      """
      {"name": "desk", "kind": "pair", "labels": ["ask", "tell"], "role": "source",
       "label_descriptions": {"ask": "a wish"}, "instruction": "What is it?"}
      """;

  @TempDir private Path folder;

  @Test
  void readsHeaderAndRows() throws IOException {
    write("task.json", HEADER);
    write(
        "train.jsonl",
        """
        {"text": "Towels, please.", "text_pair": "room 7", "label": "ask"}

        {"text": "Lovely view.", "text_pair": "room 8", "label": "tell"}
        """);

    TaskFolder task = TaskFolder.open(folder);

    assertThat(task.header().labels()).containsExactly("ask", "tell");
    assertThat(task.header().phrases()).containsExactly("a wish", "tell");
    assertThat(task.header().role()).isEqualTo("source");
    assertThat(task.train())
        .containsExactly(
            new LabelledText("Towels, please.", Optional.of("room 7"), "ask"),
            new LabelledText("Lovely view.", Optional.of("room 8"), "tell"));
  }

  @Test
  void namesFileAndLineOfABadRow() throws IOException {
    write("task.json", HEADER);
    String good = "{\"text\": \"a\", \"text_pair\": \"b\", \"label\": \"ask\"}\n";

    write("train.jsonl", good + "{\"text\": \"a\", \"text_pair\": \"b\", \"label\": \"shout\"}");
    assertRefused("train.jsonl line 2 has label \"shout\", the task has [ask, tell]");
    write("train.jsonl", good + good + "{\"text\": \"a\"");
    assertRefused("train.jsonl line 3 is not JSON");
    write("train.jsonl", good.strip() + good);
    assertRefused("train.jsonl line 1 is not JSON: Trailing token");
    write("train.jsonl", "{\"text\": \" \", \"text_pair\": \"b\", \"label\": \"ask\"}");
    assertRefused("train.jsonl line 1 has no text");
    write("train.jsonl", "{\"text\": \"a\", \"label\": \"ask\"}");
    assertRefused("train.jsonl line 1 has no text_pair");
    write("train.jsonl", "{\"text\": \"a\", \"text_pair\": \"b\", \"label\": 0}");
    assertRefused("train.jsonl line 1 has a label that is no text: 0");
    write("train.jsonl", "\n");
    assertRefused("train.jsonl has no rows");
    Files.write(folder.resolve("train.jsonl"), good.replace('a', 'é').getBytes(ISO_8859_1));
    assertRefused("train.jsonl is not UTF-8");
  }

  @Test
  void passesOverAByteOrderMark() throws IOException {
    write("task.json", HEADER);
    write("train.jsonl", "\uFEFF{\"text\": \"a\", \"text_pair\": \"b\", \"label\": \"ask\"}\n");

    assertThat(TaskFolder.open(folder).train())
        .containsExactly(new LabelledText("a", Optional.of("b"), "ask"));
  }

  @Test
  void namesTheFieldThatATaskLacks() throws IOException {
    write("task.json", "{\"kind\": \"single\", \"labels\": [\"a\", \"b\"]}");
    assertThatThrownBy(() -> TaskFolder.open(folder)).hasMessageEndingWith("task.json has no name");
    write("task.json", "{\"name\": \"x\", \"kind\": \"single\", \"labels\": [\"a\"]}");
    assertThatThrownBy(() -> TaskFolder.open(folder))
        .hasMessageEndingWith("has fewer than two labels");
    write("task.json", "{\"name\": \"x\", \"kind\": \"tree\", \"labels\": []}");
    assertThatThrownBy(() -> TaskFolder.open(folder)).hasMessageContaining("has kind \"tree\"");
  }

  @Test
  void refusesTwoTasksOfOneName() throws IOException {
    for (String task : new String[] {"one", "two"}) {
      Files.createDirectory(folder.resolve(task));
      write(task + "/task.json", HEADER);
    }
    assertThatThrownBy(() -> TaskFolder.all(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageMatching(".*one and .*two are both named desk");
  }

  private void assertRefused(String message) {
    TaskFolder task = TaskFolder.open(folder);
    assertThatThrownBy(task::train)
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(message);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
