package io.mptstreams.schemas.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages bytes: flips, overwrites, cuts, doubles, splices and inflates lengths. One seed, one
 * story.
 */
final class Mutations {

  private static final byte[][] NASTY = {
    {-1, -1, -1, -1, 15},
    {-1, -1, -1, -1, -1, -1, -1, -1, 127},
    {0},
    {-128},
    {'"'},
    {'{'},
    {'%'},
    {-19, -96, -128}
  };

  private final List<byte[]> seeds;
  private final Random random;

  Mutations(long seed, List<byte[]> seeds) {
    this.seeds = seeds;
    this.random = new Random(seed);
  }

  byte[] next() {
    byte[] bytes = pick().clone();
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) {
      bytes = mutate(bytes);
    }
    return bytes;
  }

  private byte[] mutate(byte[] bytes) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> {
        if (bytes.length > 0) {
          bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> {
        if (bytes.length > 0) {
          bytes[at] = (byte) random.nextInt();
        }
      }
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> {
        return splice(bytes, at, bytes, random.nextInt(at + 1), at);
      }
      case 4 -> {
        byte[] other = pick();
        int from = random.nextInt(other.length + 1);
        return splice(bytes, at, other, from, Math.min(other.length, from + random.nextInt(32)));
      }
      default -> {
        byte[] nasty = NASTY[random.nextInt(NASTY.length)];
        return splice(bytes, at, nasty, 0, nasty.length);
      }
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int at, byte[] other, int from, int to) {
    byte[] out = new byte[bytes.length + to - from];
    System.arraycopy(bytes, 0, out, 0, at);
    System.arraycopy(other, from, out, at, to - from);
    System.arraycopy(bytes, at, out, at + to - from, bytes.length - at);
    return out;
  }

  private byte[] pick() {
    return seeds.get(random.nextInt(seeds.size()));
  }
}
