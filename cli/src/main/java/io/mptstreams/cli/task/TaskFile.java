package io.mptstreams.cli.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.FileProblem;
import io.mptstreams.cli.output.Json;
import io.mptstreams.schemas.config.NearestKey;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads a {@code task.json}: {@code name}, {@code kind} (single, pair, generation), {@code labels},
 * {@code label_descriptions} (label to phrase), {@code instruction}, and optionally {@code
 * threshold} and {@code accepts_feedback}. Other fields, such as a source or a license, are left
 * alone, unless one is a misspelling of a field that is not there.
 */
public final class TaskFile {

  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "kind",
          "labels",
          "label_descriptions",
          "instruction",
          "threshold",
          "accepts_feedback");

  /** Which tasks of a folder are learned from, and which are measured. */
  private static final String ROLE = "role";

  private TaskFile() {}

  /** Reads a file, or the {@code task.json} of a folder. */
  public static TaskDefinition read(Path path, Instant registeredAt) {
    Path file = Files.isDirectory(path) ? path.resolve("task.json") : path;
    try {
      return parse(Files.readString(file), file.toString(), registeredAt);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads the text of a task file.
   *
   * @param source named in errors
   */
  public static TaskDefinition parse(String json, String source, Instant registeredAt) {
    try {
      JsonNode task = Json.mapper().readTree(json);
      checkSpelling(task, FIELDS);
      return new TaskDefinition(
          task.path("name").asText(),
          kind(task.path("kind").asText("single")),
          labels(task),
          task.path("instruction").asText(""),
          threshold(task),
          task.path("accepts_feedback").asBoolean(true),
          OptionalLong.empty(),
          registeredAt);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw refused(source, e);
    }
  }

  /**
   * Checks the names in a task of a folder that training and measurement read, which know its role
   * too.
   *
   * @throws CommandException as {@link #read} for a misspelt field or a description of no label
   */
  static void checkNames(Path file) {
    Set<String> fields = new HashSet<>(FIELDS);
    fields.add(ROLE);
    try {
      JsonNode task = Json.mapper().readTree(Files.readString(file));
      checkSpelling(task, fields);
      labels(task);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw refused(file.toString(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static CommandException refused(String source, Exception why) {
    return new CommandException(
        ExitCode.FAILED, source + " is not a task: " + firstLine(why.getMessage()), why);
  }

  private static CommandException unreadable(Path file, IOException why) {
    return new CommandException(
        ExitCode.FAILED, "cannot read the task file " + file + ": " + FileProblem.of(why), why);
  }

  /** A field that was meant and is not read would change the task without a word. */
  private static void checkSpelling(JsonNode task, Set<String> fields) {
    List<String> absent = fields.stream().filter(field -> !task.has(field)).sorted().toList();
    task.fieldNames()
        .forEachRemaining(
            field -> {
              if (!fields.contains(field)) {
                NearestKey.to(field, absent, field.length() / 3)
                    .ifPresent(
                        meant -> {
                          throw new IllegalArgumentException(
                              field + " is not a known field (did you mean " + meant + "?)");
                        });
              }
            });
  }

  private static Optional<Float> threshold(JsonNode task) {
    if (!task.hasNonNull("threshold")) {
      return Optional.empty();
    }
    if (!task.get("threshold").isNumber()) {
      throw new IllegalArgumentException(
          "threshold must be a number, was " + task.get("threshold"));
    }
    return Optional.of(task.get("threshold").floatValue());
  }

  private static TaskKind kind(String name) {
    try {
      return TaskKind.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "kind must be single, pair or generation, was \"" + name + "\"", e);
    }
  }

  private static List<LabelDefinition> labels(JsonNode task) {
    List<LabelDefinition> labels = new ArrayList<>();
    JsonNode phrases = task.path("label_descriptions");
    if (task.hasNonNull("labels") && !task.get("labels").isArray()) {
      throw new IllegalArgumentException("labels must be an array, was " + task.get("labels"));
    }
    for (JsonNode label : task.path("labels")) {
      String name = label.asText();
      labels.add(new LabelDefinition(name, phrases.path(name).asText("")));
    }
    checkNames(phrases, labels);
    return labels;
  }

  /** A description that no label has would be lost without a word, and its label begin without. */
  private static void checkNames(JsonNode phrases, List<LabelDefinition> labels) {
    phrases
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (labels.stream().noneMatch(label -> label.name().equals(name))) {
                throw new IllegalArgumentException(
                    "label_descriptions describes \"" + name + "\", which is none of its labels");
              }
            });
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }
}
