package io.github.diffusion4j.inspect;

import io.github.diffusion4j.image.PerceptualHash;
import java.util.function.IntConsumer;

/**
 * Finds all hashes within {@link PerceptualHash#SAME} bits of one without comparing it with each
 * (multi-index hashing; Norouzi, Punjani, Fleet 2012). Of the 16 bands of 16 bits, two hashes that
 * differ in at most 31 bits have one that differs in at most 1: were it 2 in each, it would be 32
 * in all. So those are looked up that share a band, or a band but for one bit. Not thread-safe.
 */
final class HashIndex {
  private static final int BANDS = 16;
  private static final int BITS = PerceptualHash.BITS / BANDS;
  private static final int KEYS = 1 << BITS;

  private final PerceptualHash[] hashes;

  /** For each band and key, where its hashes begin in {@link #members}. */
  private final int[][] starts = new int[BANDS][KEYS + 1];

  private final int[][] members;
  private final int[] seen;
  private int query;

  HashIndex(PerceptualHash[] hashes) {
    this.hashes = hashes;
    this.members = new int[BANDS][hashes.length];
    this.seen = new int[hashes.length];
    for (int band = 0; band < BANDS; band++) {
      sort(band);
    }
  }

  private void sort(int band) {
    int[] start = starts[band];
    for (PerceptualHash hash : hashes) {
      start[key(hash, band) + 1]++;
    }
    for (int key = 0; key < KEYS; key++) {
      start[key + 1] += start[key];
    }
    int[] next = start.clone();
    for (int i = 0; i < hashes.length; i++) {
      members[band][next[key(hashes[i], band)]++] = i;
    }
  }

  private static int key(PerceptualHash hash, int band) {
    long word =
        switch (band * BITS / Long.SIZE) {
          case 0 -> hash.first();
          case 1 -> hash.second();
          case 2 -> hash.third();
          default -> hash.fourth();
        };
    return (int) (word >>> band * BITS) & KEYS - 1;
  }

  /** Finds each hash near to this one once, in no certain order. */
  void near(PerceptualHash hash, IntConsumer found) {
    query++;
    for (int band = 0; band < BANDS; band++) {
      int key = key(hash, band);
      look(band, key, hash, found);
      for (int bit = 0; bit < BITS; bit++) {
        look(band, key ^ 1 << bit, hash, found);
      }
    }
  }

  private void look(int band, int key, PerceptualHash hash, IntConsumer found) {
    for (int at = starts[band][key]; at < starts[band][key + 1]; at++) {
      int candidate = members[band][at];
      if (seen[candidate] != query) {
        seen[candidate] = query;
        if (hash.distance(hashes[candidate]) <= PerceptualHash.SAME) {
          found.accept(candidate);
        }
      }
    }
  }
}
