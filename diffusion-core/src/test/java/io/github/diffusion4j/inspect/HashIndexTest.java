package io.github.diffusion4j.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.image.PerceptualHash;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashIndexTest {
  private static PerceptualHash random(RandomStream stream) {
    return new PerceptualHash(
        stream.nextLong(), stream.nextLong(), stream.nextLong(), stream.nextLong());
  }

  /** Flips so many different bits. */
  private static PerceptualHash flipped(PerceptualHash hash, int count, RandomStream stream) {
    long[] words = {hash.first(), hash.second(), hash.third(), hash.fourth()};
    List<Integer> bits = new ArrayList<>();
    while (bits.size() < count) {
      int bit = stream.nextInt(256);
      if (!bits.contains(bit)) {
        bits.add(bit);
        words[bit / 64] ^= 1L << bit;
      }
    }
    return new PerceptualHash(words[0], words[1], words[2], words[3]);
  }

  @Test
  void findsJustWhatComparingAllFinds() {
    for (int seed = 0; seed < 20; seed++) {
      RandomStream stream = RandomStream.of(seed, "hash-index", 0);
      PerceptualHash[] hashes = new PerceptualHash[300];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = i < 100 ? random(stream) : flipped(hashes[i - 100], stream.nextInt(64), stream);
      }
      HashIndex index = new HashIndex(hashes);
      for (PerceptualHash query : hashes) {
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < hashes.length; i++) {
          if (query.distance(hashes[i]) <= PerceptualHash.SAME) {
            expected.add(i);
          }
        }
        List<Integer> found = new ArrayList<>();
        index.near(query, found::add);
        assertThat(found).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void findsTheFarthestWhereverTheirBitsLie() {
    PerceptualHash zero = new PerceptualHash(0, 0, 0, 0);
    // Two bits in 15 bands and one in the last: the fewest that any band can have at a distance of
    // 31; and all 31 in two bands.
    long twos = 0x0003_0003_0003_0003L;
    PerceptualHash spread = new PerceptualHash(twos, twos, twos, 0x0003_0003_0003_0001L);
    PerceptualHash dense = new PerceptualHash(0x7fff_ffffL, 0, 0, 0);
    PerceptualHash far = new PerceptualHash(twos, twos, twos, twos);
    List<Integer> found = new ArrayList<>();

    new HashIndex(new PerceptualHash[] {spread, dense, far}).near(zero, found::add);

    assertThat(found).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void holdsNothingAtAll() {
    new HashIndex(new PerceptualHash[0])
        .near(
            new PerceptualHash(1, 2, 3, 4),
            found -> {
              throw new AssertionError("found " + found);
            });
  }
}
