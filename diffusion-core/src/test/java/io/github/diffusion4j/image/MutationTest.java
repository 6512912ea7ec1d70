package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Valid files of every kind, damaged by chance; {@code -Ddiffusion.mutations} says how often. Real
 * odd pictures take part where they are.
 */
class MutationTest {
  private static final long SEED = 6;
  private static final int INPUTS = Integer.getInteger("diffusion.mutations", 1000);

  /** Larger files would only make the run slow. */
  private static final int LARGEST = 200_000;

  private static final int[] LENGTHS = {0, 1, -1, 255, 65535, 65536, 1 << 24, Integer.MAX_VALUE};

  private static Map<String, byte[]> valid() throws IOException {
    Map<String, byte[]> files = new TreeMap<>(PictureFiles.everyKind());
    Path folder = OddImages.folder();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          byte[] bytes = Files.readAllBytes(file);
          String name = folder.relativize(file).toString();
          if (bytes.length <= LARGEST && Decoding.of(bytes, name, 1 << 20).image() != null) {
            files.put(name, bytes);
          }
        }
      }
    }
    return files;
  }

  @Test
  void noDamagedFileEscapes() throws IOException {
    Decoding.warmUp();
    Map<String, byte[]> files = valid();
    String[] names = files.keySet().toArray(String[]::new);
    String[] own = PictureFiles.everyKind().keySet().toArray(String[]::new);
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < INPUTS; i++) {
      RandomStream stream = RandomStream.of(SEED, "mutation", i);
      // Every second one from what comes with the project, however many others there are.
      String name =
          i % 2 == 0 ? own[stream.nextInt(own.length)] : names[stream.nextInt(names.length)];
      byte[] damaged = damaged(files.get(name), stream);
      String what = "seed %d, input %d of %s".formatted(SEED, i, name);
      Decoding decoding = Decoding.bounded(damaged, what, 1 << 20);
      String outcome = decoding.image() != null ? "decoded" : decoding.refusal().kind().label();
      outcomes.merge(outcome, 1, Integer::sum);
    }
    System.out.println("of " + INPUTS + " damaged files: " + outcomes);
    assertThat(outcomes.values().stream().mapToInt(count -> count).sum()).isEqualTo(INPUTS);
    // If all were refused at their first byte, nothing would have been tried.
    assertThat(outcomes.get("decoded")).isGreaterThan(INPUTS / 20);
    assertThat(outcomes.get("corrupt")).isGreaterThan(INPUTS / 5);
  }

  private static byte[] damaged(byte[] file, RandomStream stream) {
    byte[] damaged = file.clone();
    switch (stream.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(file, stream.nextInt(file.length));
      }
      case 1 -> {
        // A length or a count, in either byte order, mostly where headers are.
        int range = stream.nextInt(2) == 0 ? Math.min(file.length, 96) : file.length;
        int at = stream.nextInt(Math.max(1, range - 4));
        int length = LENGTHS[stream.nextInt(LENGTHS.length)];
        int size = 2 + 2 * stream.nextInt(2);
        boolean little = stream.nextInt(2) == 0;
        for (int b = 0; b < size && at + b < damaged.length; b++) {
          damaged[at + b] = (byte) (length >> 8 * (little ? b : size - 1 - b));
        }
      }
      default -> {
        for (int flips = 1 + stream.nextInt(8); flips > 0; flips--) {
          damaged[stream.nextInt(damaged.length)] ^= (byte) (1 << stream.nextInt(8));
        }
      }
    }
    if (stream.nextInt(2) == 0) {
      rightChecksums(damaged);
    }
    return damaged;
  }

  /** With its checksums a PNG's damage gets beyond the first look. */
  private static void rightChecksums(byte[] file) {
    if (ImageFormat.of(file) != ImageFormat.PNG) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int at = 8;
    while (at + 12 <= file.length) {
      int length = buffer.getInt(at);
      if (length < 0 || length > file.length - at - 12) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(file, at + 4, length + 4);
      buffer.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
  }
}
