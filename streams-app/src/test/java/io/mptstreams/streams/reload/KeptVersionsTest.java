package io.mptstreams.streams.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.streams.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The version that serves is kept where compaction could take it away. */
class KeptVersionsTest {

  @RegisterExtension final BankOnEngine fixture = new BankOnEngine();

  @Test
  void keepsTheVersionThatServesWhenWhatComesBehindItCannotBeServed() {
    fixture.running();
    fixture.apply(fixture.update(5, 1));
    assertThat(fixture.kept()).isEmpty();

    fixture.apply(Samples.update("mood", 6, fixture.prompt(), List.of("angry", "bored"), 1));
    fixture.apply(fixture.update(4, 2));

    assertThat(fixture.kept()).containsExactly(5L);
    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(5);
  }

  @Test
  void keepsTheVersionThatServesWhileANewerOneWaitsForItsSharedPrompt() {
    fixture.running();
    fixture.apply(fixture.update(2, 1));

    fixture.apply(Samples.update("mood", 3, fixture.nextPrompt(), BankOnEngine.LABELS, 1));

    assertThat(fixture.kept()).containsExactly(2L);
  }

  @Test
  void servesTheKeptVersionIfCompactionLeftOnlyOneThatCannotBeServed() {
    fixture.apply(Samples.update("mood", 8, fixture.prompt(), List.of("angry", "bored"), 1));
    fixture.bank().keep("mood", fixture.update(6, 1), Samples.REGISTERED);
    fixture.bank().keep("mood", fixture.update(7, 1), Samples.LATER);
    fixture.bank().keep("mood", fixture.update(5, 1), Samples.LATER);
    fixture.bank().define("mood", Samples.trying(Samples.mood("mood"), 7, 0));
    fixture.bank().restored();

    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(5);
  }

  @Test
  void servesTheKeptVersionIfCompactionLeftOnlyBytesThatCannotBeRead() {
    fixture.bank().unreadable("mood", new RecordRejectedException(ErrorCode.NOT_AVRO, "junk"));
    fixture.bank().keep("mood", fixture.update(5, 1), Instant.now());
    fixture.bank().define("mood", Samples.mood("mood"));
    fixture.bank().restored();

    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(5);
  }
}
