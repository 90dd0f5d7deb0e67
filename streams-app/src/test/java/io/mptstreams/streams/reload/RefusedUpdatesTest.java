package io.mptstreams.streams.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.streams.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Updates that a bank does not take: what serves goes on serving. */
class RefusedUpdatesTest {

  @RegisterExtension final BankOnEngine fixture = new BankOnEngine();

  @Test
  void keepsServingWhenAnUpdateIsRefused() {
    fixture.running();
    fixture.apply(fixture.update(5, 1));

    fixture.apply(fixture.update(4, 2));
    fixture.apply(fixture.update(5, 3));
    fixture.apply(fixture.update(1, 3));
    fixture.apply(Samples.update("mood", 6, fixture.prompt(), List.of("happy", "angry"), 1));
    fixture.apply(forAnotherBackbone(fixture.update(6, 1)));
    fixture.apply(wrongWidth(6));
    fixture.apply(notFinite(fixture.update(6, 1)));

    assertThat(fixture.refusals())
        .containsExactly(
            ErrorCode.STALE_VERSION,
            ErrorCode.VERSION_REUSED,
            ErrorCode.STALE_VERSION,
            ErrorCode.WRONG_LABELS,
            ErrorCode.WRONG_BACKBONE,
            ErrorCode.WRONG_SHAPE,
            ErrorCode.NOT_FINITE);
    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(5);
  }

  @Test
  void ignoresARedelivery() {
    fixture.running();
    fixture.apply(fixture.update(2, 1));
    fixture.apply(fixture.update(2, 1));

    assertThat(fixture.refusals()).isEmpty();
  }

  @Test
  void isNotShutOutByARefusedUpdateWithAHugeNumber() {
    fixture.running();
    fixture.apply(
        Samples.update("mood", Long.MAX_VALUE, fixture.prompt(), List.of("angry", "bored"), 1));

    fixture.apply(fixture.update(2, 1));

    assertThat(fixture.answer("mood").taskVersion()).isEqualTo(2);
  }

  private static TaskUpdate forAnotherBackbone(TaskUpdate update) {
    return Samples.with(update, "another", update.scale());
  }

  private static TaskUpdate notFinite(TaskUpdate update) {
    return Samples.with(update, update.backboneDigest(), Float.NaN);
  }

  private TaskUpdate wrongWidth(long version) {
    SharedPrompt narrow =
        new SharedPrompt(
            1,
            fixture.prompt().backboneDigest(),
            4,
            8,
            1,
            new float[32],
            new float[4],
            new float[8]);
    return Samples.update("mood", version, narrow, BankOnEngine.LABELS, 1);
  }
}
