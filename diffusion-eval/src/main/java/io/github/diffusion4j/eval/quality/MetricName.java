package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import java.util.Locale;

/**
 * What a number is called: the metric, the descriptor and the number of generated pictures, such as
 * {@code kid-pixels-10k}. A Fréchet distance is called FID with the Inception network only.
 */
public final class MetricName {
  private static final String FRECHET = "fd";

  private MetricName() {}

  /**
   * Returns the name.
   *
   * @param metric such as {@code fd}, {@code kid} or {@code precision}
   * @param generated how many pictures were judged
   */
  public static String of(String metric, DescriptorIdentity descriptor, int generated) {
    String name = descriptor.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    if (metric.equals(FRECHET) && name.startsWith("inception")) {
      return "fid-" + count(generated);
    }
    return metric + "-" + name + "-" + count(generated);
  }

  private static String count(int pictures) {
    return pictures % 1000 == 0 ? pictures / 1000 + "k" : String.valueOf(pictures);
  }
}
