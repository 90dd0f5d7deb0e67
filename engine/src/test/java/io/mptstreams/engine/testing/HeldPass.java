package io.mptstreams.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.backbone.TokenBatch;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Holds the passes of a {@link FaultyBackbone} until they are released. */
public final class HeldPass implements Consumer<TokenBatch> {

  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released;

  private final boolean releasesItself;

  private HeldPass(int passes, boolean releasesItself) {
    released = new CountDownLatch(passes);
    this.releasesItself = releasesItself;
  }

  /** Until {@link #release} is called. */
  public static HeldPass untilReleased() {
    return new HeldPass(1, false);
  }

  /** Until so many of them are under way at the same time. */
  public static HeldPass untilTogether(int passes) {
    return new HeldPass(passes, true);
  }

  @Override
  public void accept(TokenBatch batch) {
    begun.countDown();
    if (releasesItself) {
      released.countDown();
    }
    await(released);
  }

  /** Waits until a pass has begun. */
  public void awaitBegun() {
    await(begun);
  }

  /** Lets all of them go on. */
  public void release() {
    released.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
