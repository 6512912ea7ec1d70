package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that is larger than the heap, in a process that has a small one. */
class LargeDataTest {
  private static final int COUNT = 120;
  private static final int SIZE = 512;

  @TempDir Path folder;

  /** Opens the data and adds all its samples up. */
  public static void main(String[] arguments) {
    try {
      Dataset data = Datasets.open(spec(arguments[0], arguments[1]));
      long sum = 0;
      for (int i = 0; i < data.size(); i++) {
        for (byte sample : data.image(i).samples()) {
          sum += sample & 0xFF;
        }
      }
      System.exit(sum == expected() ? 0 : 1);
    } catch (DataException refused) {
      System.exit(3);
    }
  }

  private static DataSpec spec(String data, String cache) {
    return new DataSpec(data, SIZE, 3, Fit.CROP, Unreadable.Policy.FAIL, 0, cache);
  }

  private static long expected() {
    long sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += (long) i * SIZE * SIZE * 3;
    }
    return sum;
  }

  @Test
  void isReadThroughACache() throws Exception {
    byte[] samples = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < COUNT; i++) {
      Arrays.fill(samples, (byte) i);
      TestFiles.write(
          folder.resolve("data").resolve(i + ".png"),
          Png.encode(new Image(SIZE, SIZE, 3, samples)));
    }
    assertThat(run("none"))
        .as("the heap is too small: 94 MB of pictures, 64 MB of heap")
        .isEqualTo(3);
    assertThat(run(folder.resolve("cache").toString())).isZero();
    assertThat(run(folder.resolve("cache").toString())).isZero();
  }

  private int run(String cache) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeDataTest.class.getName(),
                folder.resolve("data").toString(),
                cache)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    assertThat(output).isEmpty();
    return code;
  }
}
