package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a number is called: the metric, the descriptor and the number of generated pictures, such as
 * {@code kid-pixels-10k}. A name that belongs to one network stands without the descriptor, and
 * with that network only: FID is Inception's, CMMD is CLIP's.
 */
public final class MetricName {
  /** Metrics that have a name of their own with a network whose name begins so. */
  private static final Map<String, Map<String, String>> OWN =
      Map.of(
          "inception", Map.of("fd", "fid", "fdinf", "fidinf"),
          "clip", Map.of("mmd-rbf", "cmmd"));

  private static final Pattern COUNT = Pattern.compile("-(\\d{1,9})(k?)$");

  private MetricName() {}

  /**
   * Returns the name.
   *
   * @param metric such as {@code fd}, {@code kid} or {@code precision}
   * @param generated how many pictures were judged
   */
  public static String of(String metric, DescriptorIdentity descriptor, int generated) {
    String name = descriptor.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return OWN.entrySet().stream()
        .filter(network -> name.startsWith(network.getKey()))
        .map(network -> network.getValue().get(metric))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(metric + "-" + name)
        .concat("-" + count(generated));
  }

  /** Returns how many generated pictures a metric of this name was measured on; 0 if it is none. */
  public static long generated(String name) {
    Matcher end = COUNT.matcher(name);
    if (!end.find()) {
      return 0;
    }
    return Long.parseLong(end.group(1)) * (end.group(2).isEmpty() ? 1 : 1000);
  }

  private static String count(int pictures) {
    return pictures % 1000 == 0 ? pictures / 1000 + "k" : String.valueOf(pictures);
  }
}
