package io.mptstreams.engine.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.engine.text.Utf8;
import io.mptstreams.engine.tuning.LabelledText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One task on disk: task.json, train.jsonl and test.jsonl; a line is {"text", "text_pair"?,
 * "label"}. Rows are read when they are asked for.
 */
public final class TaskFolder {

  /** A second object on a line would be lost without a word. */
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Set<String> KINDS = Set.of("single", "pair", "generation");

  private final Path folder;
  private final TaskHeader header;
  private final Set<String> labels;

  private TaskFolder(Path folder, TaskHeader header) {
    this.folder = folder;
    this.header = header;
    labels = Set.copyOf(header.labels());
  }

  /**
   * @throws InvalidDataException if task.json is missing or wrong, naming the field
   */
  public static TaskFolder open(Path folder) {
    Path file = folder.resolve("task.json");
    try {
      return new TaskFolder(folder, header(file, JSON.readTree(Files.readAllBytes(file))));
    } catch (JsonProcessingException e) {
      throw new InvalidDataException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InvalidDataException("cannot read " + file, e);
    }
  }

  /**
   * All task folders of a data folder, by name: those in its {@code tasks}, or in itself.
   *
   * @throws InvalidDataException if there are none, or two of one name
   */
  public static List<TaskFolder> all(Path data) {
    Path parent = Files.isDirectory(data.resolve("tasks")) ? data.resolve("tasks") : data;
    try (Stream<Path> children = Files.list(parent)) {
      List<TaskFolder> folders =
          children
              .filter(child -> Files.exists(child.resolve("task.json")))
              .sorted()
              .map(TaskFolder::open)
              .toList();
      if (folders.isEmpty()) {
        throw new InvalidDataException(parent + " holds no folder with a task.json");
      }
      requireNamesOfTheirOwn(folders);
      return folders;
    } catch (IOException e) {
      throw new InvalidDataException("cannot list " + parent, e);
    }
  }

  private static void requireNamesOfTheirOwn(List<TaskFolder> folders) {
    Map<String, TaskFolder> byName = new HashMap<>();
    for (TaskFolder task : folders) {
      TaskFolder other = byName.put(task.header.name(), task);
      if (other != null) {
        throw new InvalidDataException(
            other.folder + " and " + task.folder + " are both named " + task.header.name());
      }
    }
  }

  public TaskHeader header() {
    return header;
  }

  /** What the header was read from. */
  public Path taskFile() {
    return folder.resolve("task.json");
  }

  /** Where the rows to learn from are. */
  public Path trainFile() {
    return folder.resolve("train.jsonl");
  }

  /** Rows to learn from. */
  public List<LabelledText> train() {
    return rows(trainFile(), this::labelled);
  }

  /**
   * Rows to learn from, some of every label.
   *
   * @throws InvalidDataException naming the labels without a row
   */
  public List<LabelledText> trainOfEveryLabel() {
    List<LabelledText> rows = train();
    Set<String> missing = new TreeSet<>(header.labels());
    rows.forEach(row -> missing.remove(row.label()));
    if (header.isClassification() && !missing.isEmpty()) {
      throw new InvalidDataException(trainFile() + " has no row of label " + missing);
    }
    return rows;
  }

  /** Rows to measure on. */
  public List<LabelledText> test() {
    return rows(folder.resolve("test.jsonl"), this::labelled);
  }

  /**
   * SHA-256 over the three files, so that what was measured on other rows is told apart.
   *
   * @throws InvalidDataException naming the file that cannot be read
   */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : List.of("task.json", "train.jsonl", "test.jsonl")) {
        Path file = folder.resolve(name);
        try {
          byte[] content = Files.readAllBytes(file);
          digest.update((name + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
          digest.update(content);
        } catch (IOException e) {
          throw new InvalidDataException("cannot read " + file, e);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Rows of a generation task to measure on: all of {"references"}, or the label alone. */
  public List<ReferencedText> referencedTest() {
    return rows(folder.resolve("test.jsonl"), this::referenced);
  }

  /** Makes a row of a line; place is for errors. */
  @FunctionalInterface
  private interface RowReader<T> {
    T read(String place, JsonNode node);
  }

  private static <T> List<T> rows(Path file, RowReader<T> reads) {
    List<T> rows = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          String place = file + " line " + number;
          rows.add(reads.read(place, json(place, number == 1 ? Utf8.unmarked(line) : line)));
        }
      }
    } catch (CharacterCodingException e) {
      throw new InvalidDataException(file + " is not UTF-8", e);
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidDataException("cannot read " + file, e);
    }
    if (rows.isEmpty()) {
      throw new InvalidDataException(file + " has no rows");
    }
    return rows;
  }

  private static JsonNode json(String place, String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new InvalidDataException(place + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private ReferencedText referenced(String place, JsonNode node) {
    LabelledText row = labelled(place, node);
    List<String> references = new ArrayList<>();
    node.path("references").forEach(reference -> references.add(reference.asText()));
    return new ReferencedText(
        row.text(), row.textPair(), references.isEmpty() ? List.of(row.label()) : references);
  }

  private LabelledText labelled(String place, JsonNode node) {
    String text = text(place, node, "text");
    String label = text(place, node, "label");
    if (header.isClassification() && !labels.contains(label)) {
      throw new InvalidDataException(
          place + " has label \"" + label + "\", the task has " + header.labels());
    }
    Optional<String> pair = Optional.empty();
    if (header.kind().equals("pair")) {
      pair = Optional.of(text(place, node, "text_pair"));
    }
    return new LabelledText(text, pair, label);
  }

  private static TaskHeader header(Path file, JsonNode node) {
    String kind = text(file.toString(), node, "kind");
    if (!KINDS.contains(kind)) {
      throw new InvalidDataException(file + " has kind \"" + kind + "\", known are " + KINDS);
    }
    List<String> labels = new ArrayList<>();
    List<String> phrases = new ArrayList<>();
    for (JsonNode label : node.path("labels")) {
      labels.add(label.asText());
      String phrase = node.path("label_descriptions").path(label.asText()).asText("");
      phrases.add(phrase.isBlank() ? label.asText() : phrase);
    }
    if (new HashSet<>(labels).size() < labels.size()) {
      throw new InvalidDataException(file + " names a label twice: " + labels);
    }
    if (!kind.equals("generation") && labels.size() < 2) {
      throw new InvalidDataException(file + " has fewer than two labels");
    }
    return new TaskHeader(
        text(file.toString(), node, "name"),
        kind,
        labels,
        phrases,
        node.path("role").asText(""),
        node.path("instruction").asText(""));
  }

  private static String text(String place, JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isValueNode() && !value.isTextual() && !value.isNull()) {
      throw new InvalidDataException(place + " has a " + field + " that is no text: " + value);
    }
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new InvalidDataException(place + " has no " + field);
    }
    return value.asText();
  }
}
