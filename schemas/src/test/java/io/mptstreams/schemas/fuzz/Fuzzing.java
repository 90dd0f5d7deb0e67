package io.mptstreams.schemas.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;

/**
 * Gives a reader damaged inputs one after another, always the same ones, and sees that none asks
 * for more memory than a bound. {@code -Dmpt.fuzz.inputs=100000} is full size. Not for several
 * threads.
 *
 * @param seeds well-formed inputs that the damage starts from
 * @param maxAllocation bytes that one input may allocate, the stack trace of its refusal included
 */
public record Fuzzing(List<byte[]> seeds, long maxAllocation) {

  private static final int INPUTS = Integer.getInteger("mpt.fuzz.inputs", 10_000);

  /** Loading and compiling classes allocates too. */
  private static final int WARM_UP = 1000;

  private static final long SEED = 20_260_301L;

  /** Calls the reader with each input; whatever it throws ends the run. */
  public void run(Consumer<byte[]> reader) {
    Mutations mutations = new Mutations(SEED, seeds);
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = mutations.next();
      long before = Allocation.bytes();
      reader.accept(input);
      long allocated = Allocation.bytes() - before;
      if (i > WARM_UP) {
        assertThat(allocated).describedAs("bytes for input %d", i).isLessThan(maxAllocation);
      }
    }
  }
}
