package io.mptstreams.engine.tuning.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mptstreams.engine.tuning.gradient.TaskSampler.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskSamplerTest {

  @Test
  void fillsEveryBatchFromTwoTasksOrFewerDistinctOnesUpToTheMost() {
    TaskSampler sampler = new TaskSampler(new int[] {50, 50, 50, 50, 50}, 1, 3, 16, true, 7);

    for (int step = 0; step < 500; step++) {
      List<Share> shares = sampler.next();

      assertThat(shares.stream().mapToInt(share -> share.rows().length).sum()).isEqualTo(16);
      assertThat(shares).hasSizeBetween(1, 3);
      assertThat(shares.stream().map(Share::task)).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  void drawsTasksByTheirSizeToThePowerOfTheMixing() {
    int[] rows = drawn(new TaskSampler(new int[] {900, 100}, 0.5, 2, 16, true, 3));

    // √900 : √100 = 3 : 1
    assertThat((double) rows[0] / (rows[0] + rows[1])).isCloseTo(0.75, within(0.03));
  }

  @Test
  void givesOneSequenceForOneSeed() {
    TaskSampler one = new TaskSampler(new int[] {30, 40, 50}, 1, 0, 8, true, 5);
    TaskSampler other = new TaskSampler(new int[] {30, 40, 50}, 1, 0, 8, true, 5);

    for (int step = 0; step < 50; step++) {
      List<Share> a = one.next();
      List<Share> b = other.next();
      for (int i = 0; i < a.size(); i++) {
        assertThat(a.get(i).task()).isEqualTo(b.get(i).task());
        assertThat(a.get(i).rows()).isEqualTo(b.get(i).rows());
      }
    }
  }

  @Test
  void givesTasksTurnsWithoutSampling() {
    TaskSampler sampler = new TaskSampler(new int[] {10, 90, 10}, 1, 0, 4, false, 7);

    assertThat(sampler.next()).extracting(share -> share.rows().length).containsExactly(2, 1, 1);
    assertThat(sampler.next()).extracting(share -> share.rows().length).containsExactly(1, 2, 1);
    assertThat(sampler.next()).extracting(share -> share.rows().length).containsExactly(1, 1, 2);
  }

  private static int[] drawn(TaskSampler sampler) {
    int[] rows = new int[2];
    for (int step = 0; step < 2000; step++) {
      for (Share share : sampler.next()) {
        rows[share.task()] += share.rows().length;
      }
    }
    return rows;
  }
}
