package io.mptstreams.streams.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.streams.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A task that is held at one version. */
class PinnedVersionsTest {

  @RegisterExtension final BankOnEngine fixture = new BankOnEngine();

  @Test
  void pinsAndUnpinsAVersion() {
    fixture.running();
    fixture.apply(fixture.update(2, 1));
    fixture.apply(fixture.update(3, 2));

    fixture.bank().define("mood", Samples.pinned(Samples.mood("mood"), 2));
    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(2);
    fixture.apply(fixture.update(4, 3));
    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(2);

    fixture.bank().define("mood", Samples.mood("mood"));
    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(4);
    fixture.bank().define("mood", Samples.pinned(Samples.mood("mood"), 1));
    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(1);
  }

  @Test
  void pinsAVersionThatWasPublishedToBeKept() {
    fixture.bank().define("mood", Samples.pinned(Samples.mood("mood"), 2));
    fixture.bank().keep("mood", fixture.update(2, 1), Instant.now());
    fixture.apply(fixture.update(9, 2));
    fixture.bank().restored();

    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(2);
  }

  @Test
  void saysThatAPinnedVersionIsNotAtHandAndServesTheNewest() {
    fixture.running();
    fixture.apply(fixture.update(9, 2));

    fixture.bank().define("mood", Samples.pinned(Samples.mood("mood"), 4));

    assertThat(fixture.refusals()).containsExactly(ErrorCode.UNKNOWN_VERSION);
    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(9);
  }
}
