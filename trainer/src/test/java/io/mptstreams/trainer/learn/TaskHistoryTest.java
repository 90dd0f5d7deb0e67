package io.mptstreams.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.UpdateOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TaskHistoryTest {

  @Test
  void findsThePredecessorAgainInWhatCompactionLeft() {
    TaskHistory running = new TaskHistory();
    running.add(update(2, 1, UpdateOrigin.ADAPTED));
    List<KeptVersion> kept = running.retire(update(3, 2, UpdateOrigin.ADAPTED));

    TaskHistory restarted = new TaskHistory();
    kept.forEach(k -> restarted.keep(k.numbers().orElseThrow()));
    restarted.add(update(3, 2, UpdateOrigin.ADAPTED));

    assertThat(kept).extracting(KeptVersion::key).containsExactly("t@2");
    assertThat(restarted.predecessor().orElseThrow().version()).isEqualTo(2);
    assertThat(restarted.nextVersion()).isEqualTo(4);
  }

  @Test
  void releasesAVersionOnceTwoOthersCameAfterIt() {
    TaskHistory history = new TaskHistory();
    history.add(update(2, 1, UpdateOrigin.ADAPTED));
    history.add(update(3, 2, UpdateOrigin.ADAPTED));

    List<KeptVersion> kept = history.retire(update(4, 3, UpdateOrigin.ADAPTED));

    assertThat(kept).extracting(KeptVersion::key).containsExactly("t@3", "t@2");
    assertThat(kept.get(1).numbers()).isEmpty();
  }

  @Test
  void goesBackToTheStartOnlyOnce() {
    TaskHistory history = new TaskHistory();
    history.add(update(2, 1, UpdateOrigin.ADAPTED));
    assertThat(history.predecessor().orElseThrow().version()).isEqualTo(1);

    history.add(update(3, 2, UpdateOrigin.ROLLED_BACK));

    assertThat(history.predecessor()).isEmpty();
  }

  @Test
  void takesOfTwoVersionsWithOneNumberTheFirstOnTheTopic() {
    TaskUpdate own = update(2, 1, UpdateOrigin.ADAPTED);
    TaskUpdate byHand = update(2, 1, UpdateOrigin.ROLLED_BACK);

    TaskHistory later = new TaskHistory();
    later.settle(own);
    later.add(byHand);
    later.add(own);
    TaskHistory sooner = new TaskHistory();
    sooner.settle(own);
    sooner.add(own);
    sooner.add(byHand);

    // After a rollback there is no way back, which tells the two apart.
    assertThat(later.predecessor()).isEmpty();
    assertThat(sooner.predecessor()).isPresent();
    assertThat(later.nextVersion()).isEqualTo(3);
  }

  private static TaskUpdate update(long version, long parent, UpdateOrigin origin) {
    return new TaskUpdate(
        "t",
        version,
        OptionalLong.of(parent),
        1,
        "backbone",
        List.of("a", "b"),
        1,
        2,
        1,
        new float[1],
        new float[2],
        new float[4],
        new float[2],
        1,
        1,
        origin,
        8,
        Map.of(),
        "",
        Instant.EPOCH);
  }
}
