package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VersionAccountTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final List<LedgerEntry> story =
      List.of(
          promoted(2, 1, List.of("a", "b", "c"), NOON),
          entry(LedgerKind.APPLIED, 2, 0, "", "scorer-1", NOON.plusSeconds(1)),
          entry(LedgerKind.REJECTED, 0, 2, "-3.0 points", "trainer-1", NOON.plusSeconds(2)),
          promoted(3, 2, List.of(), NOON.plusSeconds(3)));

  @Test
  void tellsWhoWhenWhyAndFromWhat() {
    List<String> lines = new VersionAccount(2, story).lines();

    assertThat(lines)
        .containsExactly(
            "version 2 of \"mood\", promoted",
            "  who       trainer-1",
            "  when      2026-03-01T12:00:00Z",
            "  why       +4.0 points, set off by count",
            "  from      version 1, shared prompt 7, 3 examples, a to c",
            "  digest    d2",
            "  figures   gain 0.04000, shared-prompt.version 7.000",
            "  applied   2026-03-01T12:00:01Z by scorer-1",
            "  replaced  2026-03-01T12:00:03Z by version 3: +4.0 points");
  }

  @Test
  void leavesOutWhatSpeaksOfOtherVersions() {
    assertThat(new VersionAccount(3, story).entries()).containsExactly(story.get(3));
    assertThat(new VersionAccount(3, story).lines())
        .contains("  from      version 2, shared prompt 7, no example");
  }

  @Test
  void knowsOnlyWhatTheLedgerKnows() {
    assertThat(new VersionAccount(2, story).isKnown()).isTrue();
    assertThat(new VersionAccount(1, story).isKnown()).isFalse();
    assertThat(new VersionAccount(9, story).entries()).isEmpty();
  }

  private static LedgerEntry promoted(long version, long from, List<String> examples, Instant at) {
    return new LedgerEntry(
        "mood",
        LedgerKind.PROMOTED,
        OptionalLong.of(version),
        OptionalLong.of(from),
        Optional.empty(),
        "+4.0 points",
        "count",
        Map.of("shared-prompt.version", 7.0, "gain", 0.04),
        examples,
        Optional.of("d" + version),
        "trainer-1",
        at);
  }

  /**
   * An entry that publishes nothing.
   *
   * @param version 0 for none
   */
  private static LedgerEntry entry(
      LedgerKind kind, long version, long champion, String reason, String instance, Instant at) {
    return new LedgerEntry(
        "mood",
        kind,
        version == 0 ? OptionalLong.empty() : OptionalLong.of(version),
        champion == 0 ? OptionalLong.empty() : OptionalLong.of(champion),
        Optional.empty(),
        reason,
        "",
        Map.of(),
        List.of(),
        Optional.empty(),
        instance,
        at);
  }
}
