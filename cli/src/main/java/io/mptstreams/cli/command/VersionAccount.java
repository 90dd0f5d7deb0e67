package io.mptstreams.cli.command;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Who made a version, when, why and from what, and what became of it: the ledger of its task, read
 * for one number.
 */
final class VersionAccount {

  private static final String SHARED_PROMPT = "shared-prompt.version";

  private final long version;
  private final List<LedgerEntry> story;

  /**
   * @param story every entry of the task, oldest first
   */
  VersionAccount(long version, List<LedgerEntry> story) {
    this.version = version;
    this.story = List.copyOf(story);
  }

  /** The entries that speak of the version: its own, and that of the one that took its place. */
  List<LedgerEntry> entries() {
    return story.stream().filter(e -> isOwn(e) || replaces(e)).toList();
  }

  boolean isKnown() {
    return story.stream().anyMatch(this::isOwn);
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (LedgerEntry e : entries()) {
      if (replaces(e)) {
        lines.add(line("replaced", e.at() + " by version " + number(e) + ": " + e.reason()));
      } else if (e.kind() == LedgerKind.PROMOTED || e.kind() == LedgerKind.ROLLED_BACK) {
        made(e, lines);
      } else {
        lines.add(line(word(e), e.at() + " by " + e.instance() + reason(e)));
      }
    }
    return lines;
  }

  private void made(LedgerEntry e, List<String> lines) {
    lines.add("version " + version + " of \"" + e.task() + "\", " + word(e));
    lines.add(line("who", e.instance()));
    lines.add(line("when", e.at().toString()));
    lines.add(line("why", e.reason() + ", set off by " + trigger(e)));
    lines.add(line("from", origin(e)));
    lines.add(line("digest", e.digest().orElse("-")));
    lines.add(
        line(
            "figures",
            e.metrics().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(m -> String.format(Locale.ROOT, "%s %.4g", m.getKey(), m.getValue()))
                .collect(Collectors.joining(", "))));
  }

  private static String origin(LedgerEntry e) {
    List<String> ids = e.exampleIds();
    String examples =
        ids.isEmpty()
            ? "no example"
            : ids.size() + " examples, " + ids.get(0) + " to " + ids.get(ids.size() - 1);
    Double shared = e.metrics().get(SHARED_PROMPT);
    return "version %s%s, %s"
        .formatted(
            e.champion().isPresent() ? Long.toString(e.champion().getAsLong()) : "-",
            shared == null ? "" : ", shared prompt " + shared.longValue(),
            examples);
  }

  private boolean isOwn(LedgerEntry e) {
    return e.version().equals(OptionalLong.of(version));
  }

  private boolean replaces(LedgerEntry e) {
    boolean publishes = e.kind() == LedgerKind.PROMOTED || e.kind() == LedgerKind.ROLLED_BACK;
    return publishes && e.version().isPresent() && e.champion().equals(OptionalLong.of(version));
  }

  private static String number(LedgerEntry e) {
    return Long.toString(e.version().orElseThrow());
  }

  private static String reason(LedgerEntry e) {
    return e.reason().isEmpty() ? "" : ": " + e.reason();
  }

  private static String trigger(LedgerEntry e) {
    return e.trigger().isEmpty() ? "itself" : e.trigger();
  }

  private static String word(LedgerEntry e) {
    return e.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String line(String name, String text) {
    return String.format(Locale.ROOT, "  %-9s %s", name, text);
  }
}
