package io.mptstreams.cli.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pins, trials and rollbacks beside a running scorer, as a person types them. */
class VersionsTest {

  @RegisterExtension static final VersionedScorer scorer = new VersionedScorer();

  @Test
  void pinsAVersionForGoodAndLetsItGo() {
    scorer.run("versions", "pin", "mood", "2");

    scorer.awaitServed(2);
    assertThat(scorer.contents(scorer.topics().taskUpdates()))
        .extracting(ConsumerRecord::key)
        .containsExactly("mood", "mood", "mood@2");

    scorer.run("versions", "unpin", "mood");
    scorer.awaitServed(3);
  }

  @Test
  void triesAVersionOutInTheShadowAndEndsTheTrial() {
    scorer.run("versions", "try", "mood", "2");
    scorer.awaitResident(2);
    scorer.send("a", "What a wonderful day", "mood");
    scorer.awaitPredictions(1);
    scorer.run("versions", "try", "mood");
    scorer.awaitResident(1);

    assertThat(scorer.awaitPredictions(1).get(0).taskVersion()).isEqualTo(3);
    assertThat(scorer.contents(scorer.topics().shadow()))
        .extracting(record -> record.value().taskVersion())
        .containsExactly(2L);
    assertThat(scorer.fail("versions", "try", "mood", "2", "--share", "2")).contains("from 0 to 1");
  }

  @Test
  void refusesToPinWhatIsNotThere() {
    assertThat(scorer.fail("versions", "pin", "mood", "9"))
        .contains("version 9 of \"mood\" is not on its topic; there are [2, 3]");
    assertThat(scorer.fail("versions", "pin", "nobody", "2")).contains("no task \"nobody\"");
  }

  @Test
  void rollsBackToTheNumbersOfAFormerVersionUnderANewOne() {
    JsonNode entry = scorer.run("versions", "rollback", "mood");

    scorer.awaitServed(4);
    assertThat(entry.path("version").asLong()).isEqualTo(4);
    TaskUpdate again = scorer.contents(scorer.topics().taskUpdates()).get(2).value();
    assertThat(again.origin()).isEqualTo(UpdateOrigin.ROLLED_BACK);
    assertThat(again.parent()).hasValue(3);
    assertThat(again.labelVectors()).isEqualTo(scorer.numbers(2).labelVectors());
    assertThat(scorer.contents(scorer.topics().ledger()))
        .extracting(ConsumerRecord::value)
        .filteredOn(e -> e.kind() == LedgerKind.ROLLED_BACK)
        .extracting(LedgerEntry::reason)
        .containsExactly("back to version 2, by hand");
    assertThat(scorer.fail("versions", "rollback", "mood", "1"))
        .contains("mpt versions pin mood 1");
  }

  @Test
  void saysThatATrainerWasFasterWithTheNumberOfARollback() {
    VersionDesk desk = scorer.desk();
    scorer.update(4);

    assertThatThrownBy(() -> desk.rollBack("mood", OptionalLong.of(2)))
        .hasMessageContaining("a trainer published version 4 of \"mood\" at the same moment");

    scorer.awaitServed(4);
    assertThat(scorer.run("versions", "rollback", "mood").path("version").asLong()).isEqualTo(5);
    scorer.awaitServed(5);
  }
}
