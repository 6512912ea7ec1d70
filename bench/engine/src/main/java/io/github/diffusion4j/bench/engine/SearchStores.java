package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.search.StoreWriter;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.tensor.RandomStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes stores of unit vectors for a search: around a thousand centres, and of the queries one in a
 * hundred is nearly a row. Of the same width, a smaller store is the beginning of a larger one.
 */
final class SearchStores {
  private static final int CENTRES = 1000;
  private static final int PLANTED = 100;
  private static final float SPREAD = 0.7f;
  private static final float DISTURBANCE = 0.05f;

  private final Path folder;
  private final int width;

  private SearchStores(Path folder, int width) {
    this.folder = folder;
    this.width = width;
  }

  /** Takes a folder, the width, and sizes such as {@code rows-60000}. */
  public static void main(String[] arguments) {
    SearchStores stores = new SearchStores(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    for (int i = 2; i < arguments.length; i++) {
      stores.make(arguments[i]);
    }
  }

  private void make(String name) {
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      return;
    }
    String role = name.substring(0, name.indexOf('-'));
    int count = Integer.parseInt(name.substring(role.length() + 1));
    DescriptorIdentity identity = DescriptorIdentity.of("clusters", width + " numbers");
    long start = System.nanoTime();
    try (StoreWriter writer = StoreWriter.open(file, identity)) {
      for (int i = 0; i < count; i++) {
        String picture = Digests.sha256((role + i).getBytes(StandardCharsets.UTF_8));
        if (!writer.resume(picture)) {
          writer.add(picture, vector(role, i));
        }
      }
      writer.finish();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%s: %,.0f rows/s drawn and stored%n", name, count / seconds);
  }

  private float[] vector(String role, int i) {
    if (role.equals("queries") && i % PLANTED == 0) {
      return near(vector("rows", i), DISTURBANCE, role, i);
    }
    RandomStream random = RandomStream.of(1, "centre of " + role, i);
    float[] centre = new float[width];
    RandomStream.of(1, "centre", random.nextInt(CENTRES)).nextGaussians(centre, 0, width);
    return near(unit(centre), SPREAD, role, i);
  }

  private float[] near(float[] centre, float spread, String role, int i) {
    float[] moved = new float[width];
    RandomStream.of(1, role, i).nextGaussians(moved, 0, width);
    unit(moved);
    for (int j = 0; j < width; j++) {
      moved[j] = centre[j] + spread * moved[j];
    }
    return unit(moved);
  }

  private static float[] unit(float[] vector) {
    double sum = 0;
    for (float each : vector) {
      sum += (double) each * each;
    }
    for (int j = 0; j < vector.length; j++) {
      vector[j] /= (float) Math.sqrt(sum);
    }
    return vector;
  }
}
