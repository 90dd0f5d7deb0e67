package io.mptstreams.schemas.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a task is.
 *
 * @param name letters, digits, '_', '-' and '.', at most 200, but not "." or ".."; also the suffix
 *     of its event topic, and a folder where tasks are written to files
 * @param labels in order; empty for a generation task only
 * @param instruction the task as one plain question; may be empty
 * @param threshold predictions with less confidence go to the review topic too, 0 to 1
 * @param acceptsFeedback whether the event's text is kept for feedback
 * @param pinnedVersion the version to serve, whatever is newer, from 1 on
 * @param trial a version that is tried out beside it
 */
public record TaskDefinition(
    String name,
    TaskKind kind,
    List<LabelDefinition> labels,
    String instruction,
    Optional<Float> threshold,
    boolean acceptsFeedback,
    OptionalLong pinnedVersion,
    Instant registeredAt,
    Optional<Trial> trial) {

  /**
   * In UTF-8, all names together. Every prediction names all labels, and has to fit under the
   * broker's own bound of 1 MB.
   */
  private static final int MOST_LABEL_BYTES = 256 * 1024;

  /** In UTF-8, of one. A backbone reads its first few hundred words and has to cut it into all. */
  private static final int MOST_PHRASE_BYTES = 16 * 1024;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

  public TaskDefinition {
    if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "a task's name must be 1 to 200 letters, digits, '_', '-' or '.', but not . or .., was \""
              + name
              + "\"");
    }
    labels = List.copyOf(labels);
    if (kind != TaskKind.GENERATION && labels.size() < 2) {
      throw new IllegalArgumentException(
          "task \"" + name + "\" must have at least 2 labels, has " + labels.size());
    }
    long labelBytes = 0;
    Set<String> seen = new HashSet<>();
    for (LabelDefinition label : labels) {
      labelBytes += utf8(label.name());
      if (utf8(label.phrase()) > MOST_PHRASE_BYTES) {
        throw new IllegalArgumentException(
            "task \"%s\" has a label whose phrase has %d bytes, at most %d are taken"
                .formatted(name, utf8(label.phrase()), MOST_PHRASE_BYTES));
      }
      if (!seen.add(label.name())) {
        throw new IllegalArgumentException(
            "task \"" + name + "\" names the label \"" + label.name() + "\" twice");
      }
    }
    if (labelBytes > MOST_LABEL_BYTES) {
      throw new IllegalArgumentException(
          "task \"%s\" has %d bytes of label names, at most %d are taken"
              .formatted(name, labelBytes, MOST_LABEL_BYTES));
    }
    if (threshold.isPresent() && !(threshold.get() >= 0 && threshold.get() <= 1)) {
      throw new IllegalArgumentException(
          "task \"" + name + "\" must have a threshold from 0 to 1, has " + threshold.get());
    }
    if (pinnedVersion.isPresent() && pinnedVersion.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "task \"" + name + "\" is pinned to version " + pinnedVersion.getAsLong());
    }
  }

  /** A task that tries nothing out. */
  public TaskDefinition(
      String name,
      TaskKind kind,
      List<LabelDefinition> labels,
      String instruction,
      Optional<Float> threshold,
      boolean acceptsFeedback,
      OptionalLong pinnedVersion,
      Instant registeredAt) {
    this(
        name,
        kind,
        labels,
        instruction,
        threshold,
        acceptsFeedback,
        pinnedVersion,
        registeredAt,
        Optional.empty());
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The same task with other labels. */
  public TaskDefinition withLabels(List<LabelDefinition> others) {
    return new TaskDefinition(
        name,
        kind,
        others,
        instruction,
        threshold,
        acceptsFeedback,
        pinnedVersion,
        registeredAt,
        trial);
  }

  /** The same, registered at another time. */
  public TaskDefinition withRegisteredAt(Instant time) {
    return new TaskDefinition(
        name, kind, labels, instruction, threshold, acceptsFeedback, pinnedVersion, time, trial);
  }

  /** Whether a prediction of a label with this confidence is for review. */
  public boolean abstainsAt(float confidence) {
    return threshold.filter(bound -> confidence < bound).isPresent();
  }

  /** The labels' names, in order. */
  public List<String> labelNames() {
    return labels.stream().map(LabelDefinition::name).toList();
  }
}
